import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import { ReaderProcess } from '#nodes/lib/edge/reader-process';
import type { CropTask } from '#nodes/lib/edge/tasks';

const NEVER = new AbortController().signal;

/** Answers with its number, works on for ever with `w`, and hangs as a whole with `h`. */
const SCRIPT = `
process.on('disconnect', () => process.exit());
process.on('message', ({ id, task, abort }) => {
  if (abort !== undefined) return process.send({ heard: abort });
  const letter = String.fromCharCode(task.picture.bytes[0]);
  if (letter === 'h') for (;;);
  if (letter !== 'w') process.send({ id, answer: process.pid });
});
`;

describe('the reader’s process, where it does not answer that a picture is given up,', () => {
  let folder: string;
  let reader: ReaderProcess;
  let clock: SinonFakeTimers;
  const tell = async (letter: string, signal = NEVER) =>
    (await reader.run(task(letter), signal)) as unknown as number;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'silence-'));
    writeFileSync(join(folder, 'process.cjs'), SCRIPT);
  });

  beforeEach(() => {
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    reader = new ReaderProcess(1, join(folder, 'process.cjs'));
  });

  afterEach(async () => {
    clock.restore();
    await reader.close();
  });

  after(() => rmSync(folder, { recursive: true }));

  it('is replaced 5 s after, and what waits is read by the next', async () => {
    const pid = await tell('a');
    await giveUp('h');
    const next = tell('a');

    clock.tick(4999);
    assert.ok(isThere(pid));
    clock.tick(1);

    assert.notEqual(await next, pid);
    while (isThere(pid)) await new Promise(setImmediate);
  });

  it('is replaced where nothing waits, too', async () => {
    const pid = await tell('a');
    await giveUp('h');

    clock.tick(5000);

    assert.notEqual(await tell('a'), pid);
  });

  it('has 60 s where it never said anything: on a slow machine it may still be starting', async () => {
    await giveUp('h');
    const next = tell('a');
    let isAnswered = false;
    void next.then(() => {
      isAnswered = true;
    });

    clock.tick(59_999);
    assert.ok(!isAnswered);
    clock.tick(1);

    await next;
  });

  it('is spared where it slept with Node-RED, however long', async () => {
    const pid = await tell('a');
    await giveUp('w');

    clock.jump(8 * 3_600_000);

    assert.equal(await tell('a'), pid);
  });

  it('is spared once it answered, however long it works', async () => {
    const pid = await tell('a');
    await giveUp('w');
    assert.equal(await tell('a'), pid);

    clock.tick(3_600_000);

    assert.equal(await tell('a'), pid);
  });

  it('is asked again with each picture that is given up', async () => {
    const pid = await tell('a');
    await giveUp('w');
    await tell('a');
    await giveUp('h');

    clock.tick(5000);

    assert.notEqual(await tell('a'), pid);
  });

  it('says so to what waits where no other can be started', async () => {
    await tell('a');
    await giveUp('h');
    const next = tell('a');
    const { execPath } = process;
    process.execPath = join(folder, 'nothing');
    try {
      clock.tick(5000);
    } finally {
      process.execPath = execPath;
    }

    await assert.rejects(next, { code: 'UNEXPECTED', message: /ENOENT/ });
  });

  async function giveUp(letter: string): Promise<void> {
    const stop = new AbortController();
    const reading = tell(letter, stop.signal);
    // The picture is on its way before that is: both go by one pipe.
    stop.abort(new Error('too late'));
    await assert.rejects(reading, { message: 'too late' });
  }
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function task(letter: string): CropTask {
  const picture = { bytes: Buffer.from(letter), format: 'png' as const, width: 1, height: 1 };
  return { kind: 'crop', picture, crop: { x: 0, y: 0, width: 100, height: 100 } };
}
