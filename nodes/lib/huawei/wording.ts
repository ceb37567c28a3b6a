/** Tokens, signatures, keys and pictures are long runs without a blank; words, ids and dates are not. */
const OPAQUE = /[\w+/=.~-]{40,}/g;

/**
 * A service's own words, without what they may echo: a refused signature comes back with the whole canonical request,
 * signed headers included. `secrets` are cut wherever they stand.
 */
export function presentable(message: unknown, secrets: readonly string[]): string {
  if (typeof message !== 'string') return '';
  // With the blanks before it in the pattern, a megabyte of blanks would stop the event loop for minutes.
  const cut = message.search(/canonical\s*request/i);
  let text = cut < 0 ? message : message.slice(0, cut).trimEnd().replace(/,$/, '');
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '…');
  return text
    .replace(OPAQUE, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
    .trim();
}

/** Codes are a contract that flows switch on: whatever else stands in the field is not passed on at length. */
export function safeCode(code: unknown): string {
  return typeof code === 'string' ? code.replace(/[^\w.-]/g, '').slice(0, 64) : '';
}
