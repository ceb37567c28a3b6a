import type * as Undici from 'undici';

/** Loads undici at the first connection: a Node-RED whose flows use none of our nodes shall not pay for it. */
export function undici(): typeof Undici {
  return require('undici') as typeof Undici;
}
