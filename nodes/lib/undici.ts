import type * as Undici from 'undici';

/** What connections to the service need. */
export type UndiciCore = Pick<typeof Undici, 'Pool' | 'buildConnector' | 'errors'>;

let core: UndiciCore | undefined;

/** Loads undici at the first connection: a Node-RED whose flows use none of our nodes shall not pay for it. */
export function undici(): typeof Undici {
  return require('undici') as typeof Undici;
}

/**
 * Of undici, what every call needs: its entry also loads fetch, WebSocket, caches and mocks, three times as slowly.
 * The classes are the same as those of `undici()`.
 */
export function undiciCore(): UndiciCore {
  core ??= coreFrom(require);
  return core;
}

/**
 * The files have been where they are in all of undici 7 so far, but it promises that for its entry alone, which is taken
 * where one of them is not what it was.
 */
export function coreFrom(load: (file: string) => unknown): UndiciCore {
  try {
    const Pool = load('undici/lib/dispatcher/pool.js');
    const buildConnector = load('undici/lib/core/connect.js');
    const errors = load('undici/lib/core/errors.js');
    if (typeof Pool === 'function' && typeof buildConnector === 'function' && hasErrors(errors)) {
      return { Pool, buildConnector, errors } as UndiciCore;
    }
  } catch {}
  return load('undici') as UndiciCore;
}

function hasErrors(found: unknown): boolean {
  return typeof found === 'object' && found !== null && 'UndiciError' in found;
}
