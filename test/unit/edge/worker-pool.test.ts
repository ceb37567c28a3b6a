import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReaderThread } from '#nodes/lib/edge/reader-thread';
import type { CropTask } from '#nodes/lib/edge/tasks';
import { WorkerPool } from '#nodes/lib/edge/worker-pool';

const NEVER = new AbortController().signal;

/** A worker that does what the first letter of its picture says, and counts its tasks. */
const WORKER = `
const { parentPort } = require('node:worker_threads');
let count = 0;
parentPort.on('message', ({ id, task }) => {
  const order = String.fromCharCode(task.picture.bytes[0]);
  if (order === 'x') process.exit(1);
  if (order === 't') throw new Error('thrown');
  if (order === 'h') for (;;);
  if (order === 'w') return;
  const failure = (code, category) => parentPort.postMessage({ id, failure: { code, category, message: code } });
  if (order === 'l') setImmediate(() => process.exit(1));
  if (order === 'f') return failure('BAD_FORMAT', 'input');
  if (order === 'u') return failure('UNEXPECTED', 'internal');
  parentPort.postMessage({ id, answer: ++count });
});
`;

describe('the worker pool', () => {
  let folder: string;
  let pool: WorkerPool;
  let started: number;
  let latest: ReaderThread | undefined;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pool-'));
    writeFileSync(join(folder, 'worker.cjs'), WORKER);
  });

  beforeEach(() => {
    started = 0;
    pool = new WorkerPool(
      1,
      () => {
        started++;
        latest = new ReaderThread(join(folder, 'worker.cjs'));
        return latest;
      },
      20,
    );
  });

  afterEach(() => pool.close());
  after(() => rmSync(folder, { recursive: true }));

  it('starts no thread before the first task, and keeps it for the next', async () => {
    assert.equal(started, 0);

    const answers = [await pool.run(task('a'), NEVER), await pool.run(task('a'), NEVER)];

    assert.deepEqual(answers, [1, 2]);
    assert.equal(started, 1);
  });

  it('has at most as many threads as it is large', async () => {
    pool.size = 2;

    await Promise.all(Array.from({ length: 6 }, () => pool.run(task('a'), NEVER)));

    assert.equal(started, 2);
  });

  for (const [order, way] of [
    ['x', 'ends'],
    ['t', 'throws'],
    ['u', 'fails in a way it should not'],
  ] as const) {
    it(`replaces a worker that ${way}, at the price of one task`, async () => {
      await assert.rejects(pool.run(task(order), NEVER), { code: 'UNEXPECTED', category: 'internal' });

      assert.equal(await pool.run(task('a'), NEVER), 1);
      assert.equal(started, 2);
    });
  }

  it('replaces a worker that ends while it is idle', async () => {
    await pool.run(task('l'), NEVER);
    while (latest?.isAlive) await new Promise(setImmediate);

    assert.equal(await pool.run(task('a'), NEVER), 1);
    assert.equal(started, 2);
  });

  it('keeps a worker that refuses a picture', async () => {
    await assert.rejects(pool.run(task('f'), NEVER), { code: 'BAD_FORMAT', category: 'input' });

    await pool.run(task('a'), NEVER);
    assert.equal(started, 1);
  });

  for (const [order, way] of [
    ['h', 'hangs'],
    ['w', 'never answers'],
  ] as const) {
    it(`replaces a worker that ${way} after nobody waits any more`, async () => {
      const stop = new AbortController();
      const stuck = pool.run(task(order), stop.signal);
      const next = pool.run(task('a'), NEVER);

      stop.abort(new Error('too late'));

      await assert.rejects(stuck, { message: 'too late' });
      assert.equal(await next, 1);
      assert.equal(started, 2);
    });
  }

  it('forgets a queued task that nobody waits for any more', async () => {
    const stop = new AbortController();
    const first = pool.run(task('a'), NEVER);
    const second = pool.run(task('a'), stop.signal);
    const third = pool.run(task('a'), NEVER);

    stop.abort();

    await assert.rejects(second, { name: 'AbortError' });
    assert.deepEqual([await first, await third], [1, 2]);
  });

  it('does not start on an aborted signal', async () => {
    await assert.rejects(pool.run(task('a'), AbortSignal.abort()), { name: 'AbortError' });

    assert.equal(started, 0);
  });

  it('rejects everything when it is closed', async () => {
    const jobs = [pool.run(task('w'), NEVER), pool.run(task('a'), NEVER)];
    const outcomes = Promise.allSettled(jobs);

    await pool.close();

    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await assert.rejects(pool.run(task('a'), NEVER), { code: 'UNEXPECTED' });
  });
});

function task(order: string): CropTask {
  const picture = { bytes: Uint8Array.of(order.charCodeAt(0)), format: 'png' as const, width: 1, height: 1 };
  return { kind: 'crop', picture, crop: { x: 0, y: 0, width: 100, height: 100 } };
}
