import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import sinon from 'sinon';
import { cropPicture } from '#nodes/lib/edge/edge-reader';
import { sharedProcess } from '#nodes/lib/edge/shared-process';
import { pictureFromBytes } from '#nodes/lib/picture';
import { bmpOf, quarters } from './pictures';

const NEVER = new AbortController().signal;
const HALF = { x: 0, y: 0, width: 50, height: 50 };

/** A Node-RED that has pictures cropped, says the number of the process that does so, and when the first is done. */
const PARENT = `
const childProcess = require('node:child_process');
const { fork } = childProcess;
childProcess.fork = (...given) => {
  const child = fork(...given);
  console.log(child.pid);
  return child;
};
const { cropPicture } = require(${JSON.stringify(require.resolve('#nodes/lib/edge/edge-reader'))});
const { pictureFromBytes } = require(${JSON.stringify(require.resolve('#nodes/lib/picture'))});
const { bmpOf, quarters } = require(${JSON.stringify(require.resolve('./pictures'))});
const crop = (side) =>
  cropPicture(pictureFromBytes(bmpOf(quarters(side, side))), ${JSON.stringify(HALF)}, new AbortController().signal);
const crops = process.argv[1] === 'busy' ? Array(20).fill(600) : [40];
Promise.race(crops.map(crop)).then(() => console.log('done'));
`;

describe('the reader’s process and Node-RED', function () {
  // Node is started twice each time, and the machine may be busy.
  this.timeout(20_000);
  let parent: Parent;
  let child: number | undefined;

  /** Starts such a Node-RED, and waits until a picture is cropped. */
  async function startParent(...args: string[]): Promise<void> {
    parent = spawn(process.execPath, ['--eval', PARENT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for await (const text of parent.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      said += text;
      if (said.includes('done')) break;
    }
    assert.match(said, /^\d+\ndone/);
    child = Number.parseInt(said, 10);
    // Both write errors there: it closes with the last of them, once all is read.
    parent.stderr.resume();
    parent.stdout.resume();
  }

  afterEach(() => {
    parent.kill('SIGKILL');
    end(child);
  });

  for (const state of ['idle', 'busy'] as const) {
    it(`end together, however Node-RED ends, where the process is ${state}`, async () => {
      await startParent(state);

      parent.kill('SIGKILL');
      await once(parent, 'close');
    });
  }

  it('end together where Node-RED has nothing left to do, the process being idle', async () => {
    await startParent();

    const [code] = await once(parent, 'close');

    assert.equal(code, 0);
  });
});

describe('cropping a picture', () => {
  it('lets go of the process half a minute later', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const hold = sinon.spy(sharedProcess, 'hold');
    try {
      await cropPicture(pictureFromBytes(bmpOf(quarters(40, 40))), HALF, NEVER);
      const share = hold.firstCall.returnValue;
      const release = sinon.spy(share, 'release');

      clock.tick(29_999);
      assert.equal(release.callCount, 0);
      clock.tick(1);
      assert.equal(release.callCount, 1);
      await release.firstCall.returnValue;
    } finally {
      hold.restore();
      clock.restore();
    }
  });
});

type Parent = ChildProcessByStdio<null, Readable, Readable>;

function end(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself, as it should.
  }
}
