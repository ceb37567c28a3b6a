import type { Dispatcher } from 'undici';

/** A header that should come once; of several the first counts. */
export function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
