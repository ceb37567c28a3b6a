import type { Evidence } from './bars';
import { PLATE_RECOGNIZER } from './contender';
import { type EdgeRow, measureEdge } from './edge';
import { CONTENDERS, type Contender } from './flows';
import { type Group, type Measured, measureGroup } from './matrix';
import { install, type Runtime } from './runtime';
import { measureStartup } from './startup';
import { measureQueue, measureWaiting } from './waiting';
import type { Waited } from './waiting-course';

/** What to measure, and how long. */
export interface Plan {
  groups: readonly Group[];
  /** Of 7.4 MB pictures, one at a time, the server taking 50 ms. */
  loop: Group;
  queue: { waiting: readonly number[]; count: number; passes: number };
  waitingPasses: number;
  startups: number;
  /** How often each picture is read by the embedded reader; 0: not at all. */
  edgeRounds: number;
}

export interface Results extends Evidence {
  edge: EdgeRow[];
  /** s */
  took: number;
}

const SIZES = [0.2, 1, 5, 7.4];
const loop: Group = {
  contenders: ['ours'],
  size: 7.4,
  concurrency: 1,
  delays: [50],
  // One process has 2.5 ms, the next one 4.5.
  starts: 7,
  passes: 1,
  seconds: 2,
  warmUp: 1,
  rounds: 10,
  resolution: 1,
};

/** At 5 MB signed calls take part, too. */
function present(others: readonly Contender[], size: number, concurrency: number): Contender[] {
  const signed = size === 5 && concurrency === 8;
  return CONTENDERS.filter((contender) => (contender === 'signed' ? signed : others.includes(contender)));
}

export const QUICK: Plan = {
  groups: SIZES.map((size) => ({
    contenders: present(['ours', 'core', 'streaming'], size, 8).filter((c) => c !== 'core' || size <= 5),
    size,
    concurrency: 8,
    delays: [0],
    starts: 1,
    passes: 3,
    seconds: 0.7,
    warmUp: 1,
    rounds: 4,
  })),
  loop: { ...loop, starts: 1, passes: 3, seconds: 1 },
  queue: { waiting: [0, 500], count: 4000, passes: 3 },
  waitingPasses: 1,
  startups: 9,
  edgeRounds: 0,
};

/**
 * The cells that are judged: every pass in processes of its own, and so long that each reaches the memory it needs. In
 * one second, the core way sends 28 pictures of 5 MB, and its peak was between 358 and 488 MiB.
 */
const FOR_BARS = { passes: 1, seconds: 3, warmUp: 1.5, rounds: 5 };
/** Memory and signing are judged at 5 MB alone, and differ most from process to process. */
const startsFor = (size: number) => ({ starts: size === 5 ? 9 : 5 });
const SHOWN = { starts: 1, passes: 3, seconds: 0.6, warmUp: 1, rounds: 2 };

export const FULL: Plan = {
  groups: SIZES.flatMap((size) =>
    [8, 1, 32].map((concurrency) => ({
      contenders: present(CONTENDERS, size, concurrency),
      size,
      concurrency,
      delays: [0, 50, 300],
      ...(concurrency === 8 ? { ...FOR_BARS, ...startsFor(size) } : SHOWN),
    })),
  ),
  loop,
  queue: { waiting: [0, 100, 500, 2000], count: 8000, passes: 3 },
  waitingPasses: 3,
  startups: 21,
  edgeRounds: 3,
};

export async function runPlan(
  plan: Plan,
  runtime: Runtime,
  pictures: string | undefined,
  say: (line: string) => void,
): Promise<Results> {
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 1000);
  install('bench', PLATE_RECOGNIZER, '1.0.3');
  const cells: Measured[] = [];
  for (const group of plan.groups) {
    say(`${seconds()} s: ${group.size} MB, ${group.concurrency} at once: ${group.contenders.join(', ')}`);
    cells.push(...(await measureGroup(group, runtime)));
  }
  say(`${seconds()} s: event loop, waiting room, start-up`);
  const [alone] = await measureGroup(plan.loop, runtime);
  const waiting: Waited[] = [];
  while (waiting.length < plan.waitingPasses) waiting.push(await measureWaiting(runtime, 5e6, 200));
  const queue = await measureQueue(runtime, 5e4, plan.queue);
  const startup = await measureStartup(runtime, plan.startups);
  if (plan.edgeRounds > 0) say(`${seconds()} s: embedded reader`);
  const edge = plan.edgeRounds > 0 ? await measureEdge(runtime, plan.edgeRounds, pictures) : [];
  return { cells, loop: alone?.passes ?? [], waiting, queue, startup, edge, took: seconds() };
}
