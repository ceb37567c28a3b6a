// The embedded reader in a process of its own, without Node-RED: reads pictures, so many at once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { serveOrders, setupOf } from './child';
import { measure } from './load';
import { ROOT } from './paths';

export interface EdgeSetup {
  threads: number;
  files: string[];
}

export interface EdgeOrder {
  /** How often each picture is read. */
  rounds: number;
}

const { threads, files } = setupOf<EdgeSetup>();
const dist = createRequire(join(ROOT, 'package.json'));
const { createEdgeReader } = dist(
  './dist/lib/edge/edge-reader.js',
) as typeof import('#nodes/lib/edge/edge-reader');
const { pictureFromBytes } = dist('./dist/lib/picture.js') as typeof import('#nodes/lib/picture');
const pictures = files.map((file) => pictureFromBytes(readFileSync(file)));
const reader = createEdgeReader({ threads, alphabet: 'chinese' });
let next = 0;

async function read(): Promise<void> {
  const picture = pictures[next++ % pictures.length];
  if (picture) await reader.read(picture, new AbortController().signal);
}

serveOrders<EdgeOrder>({}, ({ rounds }) =>
  measure(read, { count: rounds * pictures.length, concurrency: threads }),
);
