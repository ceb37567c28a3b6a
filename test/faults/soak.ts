import assert from 'node:assert/strict';
import { answers, type Call, type Emulator, faults, type Step, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { type Exit, Rig } from '../node/rig';
import { FastTime } from './fast-time';

const MESSAGES = Number(process.env.SOAK_MESSAGES ?? 20_000);
const ROUNDS = 40;
const NODES = 8;
/** Rounds until everything is loaded and compiled. */
const WARM_UP = 8;
const AT_ONCE = 40;
const PICTURE = jpegHeader(640, 480, 100_000);

/** What goes wrong, by the number of the call: the same in every run. Whatever is not named goes well. */
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
  64: () => answers.throttled(6000),
  71: () => faults.trickle(40, 1),
  77: () => answers.refusal('AIS.0104'),
  83: () => faults.closeIdle(),
  88: () => faults.gzipBomb(2_000_000),
  96: () => faults.hold(),
};

interface Tally {
  sent: number;
  codes: Map<string, number>;
  rss: number[];
}

/** One deploy: a flow of eight nodes, its share of the messages, and an end in the middle of some more. */
async function round(emulator: Emulator, share: number, tally: Tally): Promise<void> {
  const rig = await Rig.start({
    readers: NODES,
    service: { endpoint: emulator.url, iamEndpoint: emulator.url, auth: 'password', concurrency: NODES },
    credentials: { account: 'gatecam', username: 'camera', password: 'let-me-in' },
  });
  const time = new FastTime();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < share) {
      const number = next++;
      count(await rig.send({ payload: PICTURE }, readerOf(number)), tally);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  tally.sent += share;
  for (const route of rig.routes) assert.deepEqual(route, { exits: 1, ends: 1 });

  // Whatever is on its way when the flow is replaced ends quietly.
  for (let i = 0; i < NODES; i++) void rig.send({ payload: PICTURE }, readerOf(i));
  await new Promise((resolve) => setImmediate(resolve));
  time.end();
  await rig.stop();
  await emulator.disconnected();
}

function readerOf(number: number): string {
  const place = number % NODES;
  return place === 0 ? 'reader' : `reader-${place + 1}`;
}

function count({ by, msg }: Exit, { codes }: Tally): void {
  const code = by === 'plate' ? 'plate' : String(msg.error?.code);
  codes.set(code, (codes.get(code) ?? 0) + 1);
}

function settledRss(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

async function soak(): Promise<void> {
  const strays: unknown[] = [];
  process.on('unhandledRejection', (reason) => strays.push(reason));
  process.on('warning', (warning) => strays.push(warning));
  const emulator = await startEmulator({ keep: 100 });
  emulator.respondWith(({ number }: Call) => MIX[number % 100]?.());
  const tally: Tally = { sent: 0, codes: new Map(), rss: [] };
  const began = Date.now();
  for (let i = 0; i < ROUNDS; i++) {
    await round(emulator, MESSAGES / ROUNDS, tally);
    tally.rss.push(settledRss());
  }
  await emulator.close();

  const answered = [...tally.codes.values()].reduce((sum, number) => sum + number, 0);
  const first = mean(tally.rss.slice(WARM_UP, WARM_UP + 8));
  const last = mean(tally.rss.slice(-8));
  const report = {
    sent: tally.sent,
    answered,
    calls: emulator.callCount,
    logins: emulator.loginCount,
    seconds: Math.round((Date.now() - began) / 1000),
    rssMiB: { afterWarmUp: Math.round(first / 2 ** 20), atTheEnd: Math.round(last / 2 ** 20) },
    strays: strays.length,
    outcomes: Object.fromEntries([...tally.codes].toSorted(([, a], [, b]) => b - a)),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  assert.equal(answered, tally.sent);
  assert.deepEqual(strays, []);
  assert.ok(last <= 1.2 * first, 'memory grows');
}

soak().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
