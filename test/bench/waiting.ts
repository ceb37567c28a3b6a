import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child';
import { node, oursWith, type Target } from './flows';
import type { Figures } from './load';
import { startServer } from './matrix';
import type { NodeRedOrder, NodeRedSetup } from './node-red-process';
import { ROOT } from './paths';
import type { Runtime } from './runtime';
import { makeUserDir, OUR_NAME } from './user-dir';
import type { Waited } from './waiting-course';

/** Nodes that share the service: each lets at most 256 MiB of pictures wait. */
const READERS = 5;

/** Memory with so many pictures waiting, in a fresh process. */
export async function measureWaiting(runtime: Runtime, bytes: number, count: number): Promise<Waited> {
  return withReaders(
    runtime,
    bytes,
    { concurrency: 8, readers: READERS, places: count },
    async (child, slow) => {
      const order = { do: 'measure', count: 64, concurrency: 8 } as const;
      await child.order<Figures>(order);
      await slow(50);
      return child.order<Waited>({ do: 'hold', count });
    },
  );
}

/** CPU per message while so many wait all the time. */
export interface Queued {
  waiting: number;
  passes: Figures[];
}

/** By turns with each number waiting. All messages share one small picture: what is kept of it is not what is asked. */
export async function measureQueue(
  runtime: Runtime,
  bytes: number,
  { waiting, count, passes }: { waiting: readonly number[]; count: number; passes: number },
): Promise<Queued[]> {
  const setup = { concurrency: 8, readers: 1, places: Math.max(...waiting) + 8 };
  return withReaders(runtime, bytes, setup, async (child) => {
    await child.order<Figures>({ do: 'measure', count, concurrency: 8, shared: true });
    const measured = waiting.map((number): Queued => ({ waiting: number, passes: [] }));
    for (let pass = 0; pass < passes; pass++) {
      for (const each of measured) {
        const order = { do: 'measure', count, concurrency: 8 + each.waiting, shared: true } as const;
        each.passes.push(await child.order<Figures>(order));
      }
    }
    return measured;
  });
}

type NodeRed = Child<NodeRedOrder>;

async function withReaders<T>(
  runtime: Runtime,
  bytes: number,
  { concurrency, readers, places }: { concurrency: number; readers: number; places: number },
  work: (child: NodeRed, slow: (delay: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { server, origin } = await startServer();
  const target: Target = { origin, concurrency };
  const { nodes, credentials } = oursWith(target, readers, { waiting: places });
  const flows = [...nodes, node('tab', 'tab', {})];
  const userDir = makeUserDir({ flows, credentials, packages: { [OUR_NAME]: ROOT }, benchNodes: true });
  const setup: NodeRedSetup = { nodeRed: runtime.nodeRed, userDir, bytes };
  const script = join(__dirname, 'node-red-process.js');
  const place = { ...runtime, execArgv: ['--expose-gc'] };
  try {
    const { child } = await Child.start<NodeRedOrder, object>(script, setup, place);
    try {
      return await work(child, async (ms) => {
        await server.order({ do: 'delay', ms });
      });
    } finally {
      await child.stop();
    }
  } finally {
    await server.stop();
    rmSync(userDir, { recursive: true, force: true });
  }
}
