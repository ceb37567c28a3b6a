import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READER_HINTS } from '#nodes/lib/edge/hints';
import { ReaderProcess } from '#nodes/lib/edge/reader-process';
import type { CropTask } from '#nodes/lib/edge/tasks';
import { HINTS } from '#nodes/lib/hints';

const NEVER = new AbortController().signal;
const WHOLE = { x: 0, y: 0, width: 100, height: 100 };

/** A process that does what the first letter of its picture says, and tells what it was told. */
const SCRIPT = `
let aborted;
let pieces = [];
process.on('disconnect', () => process.exit());
process.on('message', ({ id, piece, task, threads, abort }) => {
  if (abort !== undefined) { aborted = abort; return; }
  if (piece !== undefined) { pieces.push(piece.length); return; }
  const letter = String.fromCharCode(task.picture.bytes[0]);
  if (letter === 'x') process.exit(3);
  if (letter === 'k') process.kill(process.pid, 'SIGKILL');
  if (letter === 'c') process.abort();
  if (letter === 'w') return;
  if (letter === 'f') return process.send({ id, failure: { code: 'BAD_FORMAT', category: 'input', message: 'bad' } });
  process.send({ id, answer: { pid: process.pid, threads, aborted, pieces: pieces.splice(0), last: task.picture.bytes.length, options: process.env.NODE_OPTIONS, flags: process.execArgv, native: !process.env.LICENSE_PLATE_READER_WITHOUT_NATIVE } });
});
`;

interface Told {
  pid: number;
  threads: number;
  aborted?: number;
  /** Bytes of each. */
  pieces: number[];
  last: number;
  options: string;
  flags: string[];
  native: boolean;
}

describe('the reader’s process', () => {
  let folder: string;
  let reader: ReaderProcess;
  const tell = async (letter: string, signal = NEVER) =>
    (await reader.run(task(letter), signal)) as unknown as Told;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'process-'));
    writeFileSync(join(folder, 'process.cjs'), SCRIPT);
  });

  beforeEach(() => {
    reader = new ReaderProcess(1, join(folder, 'process.cjs'));
  });

  afterEach(() => reader.close());
  after(() => rmSync(folder, { recursive: true }));

  it('is one for all pictures, and knows how many may be read at once', async () => {
    const first = await tell('a');
    reader.threads = 3;
    const second = await tell('a');

    assert.equal(first.pid, second.pid);
    assert.deepEqual([first.threads, second.threads], [1, 3]);
  });

  it('is not Node-RED’s, and does not take its options', async () => {
    const before = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = '--max-old-space-size=4096';
    process.execArgv.push('--inspect=0');
    try {
      const { pid, options, flags } = await tell('a');

      assert.notEqual(pid, process.pid);
      assert.equal(options, '');
      assert.deepEqual(flags, ['--expose-gc']);
    } finally {
      process.execArgv.pop();
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
    }
  });

  for (const [letter, how, end] of [
    ['x', 'exit code 3', /exit code 3\)/],
    // Windows knows no signals: there it ends with 1.
    ['k', 'SIGKILL', /SIGKILL|exit code 1\)/],
  ] as const) {
    it(`is replaced when it dies (${how}), at the price of what was under way`, async () => {
      const { pid } = await tell('a');
      const waiting = assert.rejects(tell('w'), { code: 'UNEXPECTED' });

      await assert.rejects(tell(letter), { code: 'UNEXPECTED', category: 'internal', message: end });

      await waiting;
      assert.notEqual((await tell('a')).pid, pid);
    });
  }

  it('that the system killed is said to want memory, as it is no bug of ours', async function () {
    if (process.platform === 'win32') this.skip();

    await assert.rejects(tell('k'), { hint: READER_HINTS['reader-killed'] });
    await assert.rejects(tell('x'), { hint: HINTS.UNEXPECTED });
  });

  it('that crashed is said to want memory, as what crashes a Node.js that works elsewhere is mostly that', async () => {
    await assert.rejects(tell('c'), { code: 'UNEXPECTED', hint: READER_HINTS['reader-crashed'] });
  });

  it('does without the native runtime once a process crashed, and not where one just ended', async () => {
    await assert.rejects(tell('x'), { code: 'UNEXPECTED' });
    assert.equal((await tell('a')).native, true);

    await assert.rejects(tell('c'), { code: 'UNEXPECTED', message: /SIGABRT|exit code 134/ });
    assert.equal((await tell('a')).native, false);
  });

  it('cannot be started where there is no such script any more, and says so', async () => {
    reader = new ReaderProcess(1, join(folder, 'nothing.cjs'));

    await assert.rejects(tell('a'), { code: 'UNEXPECTED', hint: READER_HINTS['reader-files'] });
  });

  it('passes on what a failure says', async () => {
    await assert.rejects(tell('f'), { code: 'BAD_FORMAT', category: 'input', message: 'bad' });
  });

  it('rejects with the reason of the signal at once, and is told', async () => {
    const stop = new AbortController();
    const waiting = tell('w', stop.signal);

    stop.abort(new Error('too late'));

    await assert.rejects(waiting, { message: 'too late' });
    assert.equal((await tell('a')).aborted, 1);
  });

  it('is handed a large picture in pieces, with turns of the event loop between them', async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      if (!isOver) setImmediate(count);
      turns++;
    };
    const told = tell('a'.repeat(5_000_000));
    count();

    const { pieces, last } = await told;
    isOver = true;

    assert.equal(
      pieces.reduce((sum, piece) => sum + piece, last),
      5_000_000,
    );
    assert.ok(Math.max(...pieces, last) <= 128 * 1024, `${Math.max(...pieces)} bytes at once`);
    assert.ok(turns >= pieces.length, `${turns} turns for ${pieces.length} pieces`);
  });

  it('is not handed the rest of a picture nobody waits for any more', async () => {
    const stop = new AbortController();
    const waiting = tell('a'.repeat(5_000_000), stop.signal);

    stop.abort(new Error('too late'));

    await assert.rejects(waiting, { message: 'too late' });
    const { aborted, pieces } = await tell('a');
    assert.equal(aborted, 1);
    assert.ok(pieces.length <= 1, `${pieces.length} pieces`);
  });

  it('asks nothing of a process for a signal that was aborted before', async () => {
    await assert.rejects(tell('a', AbortSignal.abort(new Error('too late'))), { message: 'too late' });
  });

  it('ends with what is under way, and for good', async () => {
    const { pid } = await tell('a');
    const waiting = assert.rejects(tell('w'), { code: 'NETWORK', message: /deployed anew/ });

    await Promise.all([reader.close(), reader.close()]);

    await waiting;
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    await assert.rejects(tell('a'), { code: 'NETWORK', message: /deployed anew/ });
  });
});

function task(letter: string): CropTask {
  const picture = { bytes: Buffer.from(letter), format: 'png' as const, width: 1, height: 1 };
  return { kind: 'crop', picture, crop: WHOLE };
}
