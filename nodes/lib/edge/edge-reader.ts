import type { Reader } from '../reader';
export function createEdgeReader(_options: { threads: number; alphabet: 'chinese' | 'any' }): Reader {
  throw new Error('placeholder until the edge branch lands');
}
