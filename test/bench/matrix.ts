import { join } from 'node:path';
import { Child } from './child';
import { checkContender, type Running, type Server, startContender } from './contender';
import type { Contender } from './flows';
import type { Course, Figures } from './load';
import type { Runtime } from './runtime';
import type { ServerOrder } from './server-process';

/** One row of the matrix. */
export interface Cell {
  contender: Contender;
  /** MB of each picture. */
  size: number;
  concurrency: number;
  /** ms that the server takes. */
  delay: number;
}

export interface Measured extends Cell {
  /** One per pass. */
  passes: Figures[];
}

/** Contenders that are measured side by side: fresh processes, and passes that take turns. */
export interface Group {
  contenders: readonly Contender[];
  size: number;
  concurrency: number;
  delays: readonly number[];
  /** How often all begin anew: how code was compiled and memory laid out differs from process to process. */
  starts: number;
  /** Of each process. */
  passes: number;
  /** s that one pass of one contender should take. */
  seconds: number;
  /** s that each contender runs before its first pass. */
  warmUp: number;
  /** A pass sends at least so many times the messages that are under way at once. */
  rounds: number;
  resolution?: number;
}

/** Starts the server in a process of its own. */
export async function startServer(): Promise<{ server: Server; origin: string }> {
  const { child, ready } = await Child.start<ServerOrder, string>(join(__dirname, 'server-process.js'), {});
  return { server: child, origin: ready };
}

export async function measureGroup(group: Group, runtime: Runtime): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let start = 0; start < group.starts; start++) {
    for (const [i, cell] of (await measureOnce(group, runtime, start)).entries()) {
      const passes = [...(measured[i]?.passes ?? []), ...cell.passes];
      measured[i] = { ...cell, passes };
    }
  }
  return measured;
}

async function measureOnce(group: Group, runtime: Runtime, start: number): Promise<Measured[]> {
  const { contenders, size, concurrency, delays } = group;
  const { server, origin } = await startServer();
  const bytes = Math.round(size * 1e6);
  const target = { origin, concurrency };
  const running: { contender: Contender; process: Running }[] = [];
  try {
    await Promise.all(
      contenders.map(async (contender) => {
        running.push({ contender, process: await startContender(contender, target, bytes, runtime) });
      }),
    );
    // They are ready in any order; turns must be the same for each start.
    running.sort((a, b) => contenders.indexOf(a.contender) - contenders.indexOf(b.contender));
    for (const { process } of running) await checkContender(process, server, bytes);
    const measured: Measured[] = [];
    for (const [turn, delay] of delays.entries()) {
      await server.order({ do: 'delay', ms: delay });
      const passes = await takeTurns(running, turn === 0 ? group : shorter(group), start);
      measured.push(
        ...contenders.map((contender) => ({
          contender,
          size,
          concurrency,
          delay,
          passes: passes.get(contender) ?? [],
        })),
      );
    }
    return measured;
  } finally {
    await Promise.all([...running.map(({ process }) => process.stop()), server.stop()]);
  }
}

async function takeTurns(
  running: readonly { contender: Contender; process: Running }[],
  group: Group,
  start: number,
): Promise<Map<Contender, Figures[]>> {
  const courses = new Map<Contender, Course>();
  for (const { contender, process } of running) courses.set(contender, await courseFor(process, group));
  const passes = new Map<Contender, Figures[]>();
  for (let pass = 0; pass < group.passes; pass++) {
    // Another one begins each time, so that none is always the one after the heaviest.
    for (const { contender, process } of rotated(running, start + pass)) {
      const course = courses.get(contender);
      if (course) passes.set(contender, [...(passes.get(contender) ?? []), await process.measure(course)]);
    }
  }
  return passes;
}

/** Warms the process up, and sizes the course so that it takes about as long as the group wants. */
async function courseFor(process: Running, group: Group): Promise<Course> {
  const { concurrency, seconds, warmUp, rounds, resolution } = group;
  // Whole rounds: of a slow server's answers, those of one round come together.
  const whole = (count: number) => Math.max(rounds, Math.round(count / concurrency)) * concurrency;
  const warm = performance.now() + 1000 * warmUp;
  let count = 2 * concurrency;
  let rate = 0;
  do {
    ({ rate } = await process.measure({ count, concurrency }));
    count = whole(rate * seconds * 0.4);
  } while (performance.now() < warm);
  return { count: whole(rate * seconds), concurrency, ...(resolution !== undefined && { resolution }) };
}

/** For a slower server after the fast one: warm already, and mostly waiting. */
function shorter(group: Group): Group {
  return { ...group, warmUp: 0, seconds: Math.min(group.seconds / 2, 0.5), rounds: 1 };
}

function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
