/**
 * The innermost code of an error, such as `ECONNREFUSED`: undici and happy-eyeballs wrap it. `undefined` where there is
 * none.
 */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  const code = systemCode(inner);
  if (code !== undefined) return code;
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
