/** One way to log in that a server offers (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `basic`, `digest`, `ntlm` … */
  scheme: string;
  /** By lower-case name; of a name given twice the first counts. */
  params: Map<string, string>;
}

const SEPARATORS = /[\s,]+/y;
const TOKEN = /[!#$%&'*+.^_`|~\w-]+/y;
/** `NTLM TlRMTVNTUAAB…==`: a blob instead of parameters, so it ends the challenge. */
const BLOB = /[ \t]+[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;
const QUOTED = /[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)(?:"|\\?$)/sy;
const BARE = /[ \t]*=[ \t]*([^\s,"]*)/y;

/**
 * Reads every challenge of every `WWW-Authenticate` header. Cameras write them carelessly (no comma, no closing quote,
 * several in one header), so what cannot be read is passed over: nothing is ever thrown, and the work is linear.
 */
export function parseChallenges(headers: string | readonly string[] | undefined): Challenge[] {
  if (headers === undefined) return [];
  return (typeof headers === 'string' ? [headers] : headers).flatMap(parseHeader);
}

function parseHeader(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match) at = pattern.lastIndex;
    return match ?? undefined;
  };
  while (at < header.length) {
    if (take(SEPARATORS)) continue;
    const name = take(TOKEN)?.[0].toLowerCase();
    if (name === undefined) {
      at += 1;
      continue;
    }
    const value = take(QUOTED)?.[1]?.replace(/\\(.)/gs, '$1') ?? take(BARE)?.[1];
    if (value === undefined) {
      challenges.push({ scheme: name, params: new Map() });
      take(BLOB);
    } else {
      const params = challenges.at(-1)?.params;
      if (params && !params.has(name)) params.set(name, value);
    }
  }
  return challenges;
}
