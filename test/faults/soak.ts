import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers, type Emulator, faults, type Step, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { type Exit, Runtime } from './soak-runtime';

const MESSAGES = Number(process.env.SOAK_MESSAGES ?? 20_000);
const DEPLOYS = 40;
const NODES = 8;
/** Deploys until everything is loaded and compiled. */
const WARM_UP = 10;
const AT_ONCE = 40;
const PICTURE = jpegHeader(640, 480, 100_000);

/** What goes wrong in every hundred calls, by the number of the call; whatever is not named goes well. */
const MIX: Readonly<Record<number, () => Step>> = {
  3: () => faults.reset('arrival'),
  9: () => answers.htmlError(502),
  14: () => faults.reset('before-headers'),
  22: () => faults.hangup('mid-body'),
  27: () => answers.empty(),
  31: () => faults.truncate('chunked'),
  38: () => answers.refusal('ModelArts.4403'),
  41: () => faults.halfOpen('reset'),
  46: () => faults.garbage(),
  53: () => faults.oversize(),
  57: () => faults.dropTokens(),
  71: () => faults.trickle(40, 1),
  77: () => answers.refusal('AIS.0104'),
  83: () => faults.closeIdle(),
  88: () => faults.gzipBomb(2_000_000),
  96: () => faults.hold(),
};

function stepOf({ number }: { number: number }): Step | undefined {
  return number % 2000 === 64 ? answers.throttled(6000) : MIX[number % 100]?.();
}

interface Tally {
  sent: number;
  outcomes: Map<Exit, number>;
  rss: number[];
}

/** One deploy, its share of the messages, and some more that are on their way when the next one comes. */
async function deployed(runtime: Runtime, emulator: Emulator, share: number, tally: Tally): Promise<void> {
  const { url } = emulator;
  const service = { endpoint: url, iamEndpoint: url, auth: 'password', concurrency: 16, callsPerDay: 1e6 };
  await runtime.deploy(service, { account: 'gatecam', username: 'camera', password: 'let-me-in' }, NODES);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < share) {
      const number = next++;
      const exits = await runtime.send(PICTURE, number % NODES);
      assert.equal(exits.length, 1, `message ${number} left ${exits.length} times`);
      const [exit = ''] = exits;
      tally.outcomes.set(exit, (tally.outcomes.get(exit) ?? 0) + 1);
      // A camera does not stop because calls are spared; this one waits, so that most pictures make a call.
      if (exit === 'RATE_LIMITED' || exit === 'CIRCUIT_OPEN') await sleep(100);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  tally.sent += share;
  for (let i = 0; i < NODES; i++) void runtime.send(PICTURE, i);
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

async function soak(userDir: string): Promise<void> {
  const strays: unknown[] = [];
  process.on('unhandledRejection', (reason) => strays.push(reason));
  process.on('warning', (warning) => strays.push(warning));
  const emulator = await startEmulator({ keep: 100 });
  emulator.respondWith(stepOf);
  const runtime = await Runtime.start(userDir);
  const tally: Tally = { sent: 0, outcomes: new Map(), rss: [] };
  const began = Date.now();
  try {
    for (let i = 0; i < DEPLOYS; i++) {
      await deployed(runtime, emulator, MESSAGES / DEPLOYS, tally);
      globalThis.gc?.();
      tally.rss.push(process.memoryUsage.rss());
    }
  } finally {
    await runtime.stop();
  }
  await emulator.disconnected();
  await emulator.close();

  const answered = [...tally.outcomes.values()].reduce((sum, number) => sum + number, 0);
  const first = mean(tally.rss.slice(WARM_UP, WARM_UP + 10));
  const last = mean(tally.rss.slice(-10));
  const report = {
    sent: tally.sent,
    answered,
    deploys: DEPLOYS,
    calls: emulator.callCount,
    logins: emulator.loginCount,
    seconds: Math.round((Date.now() - began) / 1000),
    rssMiB: { afterWarmUp: Math.round(first / 2 ** 20), atTheEnd: Math.round(last / 2 ** 20) },
    strays,
    outcomes: Object.fromEntries([...tally.outcomes].toSorted(([, a], [, b]) => b - a)),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  assert.equal(answered, tally.sent);
  assert.deepEqual(strays, []);
  assert.ok(last <= 1.2 * first, 'memory grows');
}

async function run(): Promise<void> {
  const userDir = await mkdtemp(join(tmpdir(), 'license-plate-soak-'));
  try {
    await soak(userDir);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await rm(userDir, { recursive: true });
  }
}

void run();
