import assert from 'node:assert/strict';
import childProcess, { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import sinon from 'sinon';
import type { Encoded } from '#nodes/lib/edge/decode/decode';
import { ReaderProcess } from '#nodes/lib/edge/reader-process';
import { ReaderThread } from '#nodes/lib/edge/reader-thread';
import { startProcess } from '#nodes/lib/edge/start-process';
import type { FromProcess, Task, ToProcess } from '#nodes/lib/edge/tasks';
import { pictureFromBytes } from '#nodes/lib/picture';
import { bmpOf, pngOf, quarters } from './pictures';

const NEVER = new AbortController().signal;
const WHOLE = { x: 0, y: 0, width: 100, height: 100 };

describe('the script of the reader’s process', function () {
  // Other threads and an engine are loaded here, and the machine may be busy.
  this.timeout(60_000);
  let fork: sinon.SinonSpy<unknown[], ChildProcess>;
  let reader: ReaderProcess;

  beforeEach(() => {
    fork = sinon.spy(childProcess, 'fork') as typeof fork;
    reader = new ReaderProcess(1);
  });

  afterEach(async () => {
    fork.restore();
    await reader.close();
  });

  it('takes several pictures at once: small ones that arrive in one piece of memory, and large ones in many', async () => {
    const sides = [20, 30, 900, 40, 800, 50, 60];
    reader.threads = 2;

    const cropped = await Promise.all(sides.map((side) => reader.run(cropOf(side), NEVER)));

    assert.deepEqual(
      cropped.map(({ bytes }) => pictureFromBytes(bytes).width),
      sides,
    );
  });

  it('works on as many pictures at once as it is told', async () => {
    reader.threads = 2;
    const stop = new AbortController();
    const slow = reader.run(readingOf(1200), stop.signal).then(() => 'slow');
    const quick = reader.run(cropOf(20), NEVER).then(() => 'quick');

    const first = await Promise.race([slow, quick]);
    stop.abort();
    await Promise.allSettled([slow, quick]);

    assert.equal(first, 'quick');
  });

  it('gives up a picture nobody waits for any more, and goes on with the next', async () => {
    const stop = new AbortController();
    const first = reader.run(readingOf(1200), stop.signal);
    const second = reader.run(cropOf(20), NEVER);
    const answers: string[] = [];
    fork.firstCall.returnValue.on('message', (response: FromProcess) => {
      if ('id' in response)
        answers.push(`${response.id}: ${'answer' in response ? 'answer' : response.failure.message}`);
    });

    stop.abort(new Error('too late'));

    await assert.rejects(first, { message: 'too late' });
    await second;
    assert.deepEqual(answers, ['1: This operation was aborted', '2: answer']);
  });

  it('is replaced where it is stopped, and what waits is read by the next', async function () {
    if (process.platform === 'win32') this.skip();
    await reader.run(cropOf(20), NEVER);
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const stop = new AbortController();
      fork.firstCall.returnValue.kill('SIGSTOP');
      const first = reader.run(cropOf(900), stop.signal);
      const second = reader.run(cropOf(900), NEVER);
      stop.abort(new Error('too late'));
      await assert.rejects(first, { message: 'too late' });

      clock.tick(5000);

      await second;
      assert.equal(fork.callCount, 2);
    } finally {
      clock.restore();
    }
  });

  it('does not end by what a terminal or a stopping service sends it, Node-RED being the one who decides', async function () {
    // There are no signals there.
    if (process.platform === 'win32') this.skip();
    await reader.run(cropOf(20), NEVER);
    const cropping = reader.run(cropOf(900), NEVER);

    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) fork.firstCall.returnValue.kill(signal);

    await cropping;
    await reader.run(cropOf(20), NEVER);
    assert.equal(fork.callCount, 1);
  });
});

describe('the script of the reader’s process, by itself,', () => {
  it('says that it heard that nobody waits for a picture any more, and forgets the part that came before', async function () {
    // Another process and a thread are started here, and the machine may be busy.
    this.timeout(20_000);
    const child = startProcess(require.resolve('#nodes/lib/edge/process'), false);
    const say = (message: ToProcess) => child.send(message);
    try {
      say({ id: 1, piece: Uint8Array.of(1, 2, 3) });
      say({ abort: 1 });
      const [heard] = (await once(child, 'message')) as [FromProcess];
      say({ id: 1, task: cropOf(20), threads: 1 });

      const [response] = (await once(child, 'message')) as [FromProcess];

      assert.deepEqual(heard, { heard: 1 });
      assert.ok('answer' in response, 'the picture does not begin with what was forgotten');
    } finally {
      child.disconnect();
      await once(child, 'exit');
    }
  });
});

describe('a thread of the reader’s process', () => {
  it('gives a reading up at the next checkpoint, and is ready for the next', async () => {
    const thread = new ReaderThread();
    try {
      const reading = thread.perform(readingOf(20));
      thread.cancel();

      const outcome = await reading;

      assert.ok('failure' in outcome);
      assert.match(outcome.failure.message, /nobody waits/i);
      assert.ok('answer' in (await thread.perform(cropOf(20))));
    } finally {
      await thread.terminate();
    }
  });
});

function cropOf(side: number): Task & { kind: 'crop' } {
  return { kind: 'crop', picture: encoded(bmpOf(quarters(side, side))), crop: WHOLE };
}

/** Its picture arrives in one piece, so that it is begun before anything else is said. */
function readingOf(side: number): Task & { kind: 'read' } {
  return { kind: 'read', picture: encoded(pngOf(quarters(side, side))), alphabet: 'any' };
}

/** In memory of its own, which a thread is given. */
function encoded(bytes: Uint8Array): Encoded {
  const { kind: _, ...picture } = pictureFromBytes(Uint8Array.from(bytes));
  return picture;
}
