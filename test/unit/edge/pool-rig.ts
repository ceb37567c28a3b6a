import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReaderThread } from '#nodes/lib/edge/reader-thread';
import type { Task } from '#nodes/lib/edge/tasks';
import { WorkerPool } from '#nodes/lib/edge/worker-pool';

/** A worker that does what the first letter of its picture says, and counts its tasks. */
const WORKER = `
const { parentPort, workerData: { cancelled } } = require('node:worker_threads');
let count = 0;
parentPort.on('message', ({ id, task }) => {
  const order = String.fromCharCode(task.picture.bytes[0]);
  if (order === 'x') process.exit(1);
  if (order === 't') throw new Error('thrown');
  if (order === 'h') for (;;);
  if (order === 'w') return;
  const failure = (code, category) => parentPort.postMessage({ id, failure: { code, category, message: code } });
  if (order === 'c' || order === 'g') while (Atomics.load(cancelled, 0) !== id);
  if (order === 'l') setImmediate(() => process.exit(1));
  if (order === 'f') return failure('BAD_FORMAT', 'input');
  if (order === 'u' || order === 'g') return failure('UNEXPECTED', 'internal');
  parentPort.postMessage({ id, answer: ++count });
});
`;

/** A pool of such workers, one at once. */
export class PoolRig {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pool-'));
  started = 0;
  latest: ReaderThread | undefined;

  readonly pool = new WorkerPool(1, () => {
    this.started++;
    this.latest = new ReaderThread(join(this.#folder, 'worker.cjs'));
    return this.latest;
  });

  constructor() {
    writeFileSync(join(this.#folder, 'worker.cjs'), WORKER);
  }

  async stop(): Promise<void> {
    await this.pool.close();
    rmSync(this.#folder, { recursive: true });
  }
}

export function task(order: string, kind: Task['kind'] = 'crop'): Task {
  const picture = { bytes: Uint8Array.of(order.charCodeAt(0)), format: 'png' as const, width: 1, height: 1 };
  if (kind === 'read') return { kind, picture, alphabet: 'chinese' };
  return { kind, picture, crop: { x: 0, y: 0, width: 100, height: 100 } };
}
