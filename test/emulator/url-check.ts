import { isIP } from 'node:net';
import { answers } from './answers';
import type { Answer } from './types';

const PRIVATE = /^(localhost|0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** Judges the `url` field; nothing is ever downloaded. */
export function checkUrl(text: string): Answer | undefined {
  // Raw Chinese characters are refused since 2023-10: they must come percent-encoded.
  if (/[^\x21-\x7e]/.test(text) || !URL.canParse(text)) return answers.refusal('ModelArts.4202');
  const { protocol, hostname } = new URL(text);
  const web = protocol === 'http:' || protocol === 'https:';
  const hidden = PRIVATE.test(hostname) || isIP(hostname.replace(/[[\]]/g, '')) === 6;
  return web && !hidden ? undefined : answers.refusal('ModelArts.4603');
}
