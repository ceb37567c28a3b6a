import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child';
import { type Contender, flowOf, type Target } from './flows';
import type { Course, Figures } from './load';
import type { NodeRedOrder, NodeRedSetup } from './node-red-process';
import { CACHE, ROOT } from './paths';
import type { Runtime } from './runtime';
import type { ServerOrder } from './server-process';
import type { TransportSetup } from './transport-process';
import { makeUserDir, OUR_NAME } from './user-dir';

export const PLATE_RECOGNIZER = 'node-red-contrib-plate-recognizer';

const PACKAGES: Partial<Record<Contender, Record<string, string>>> = {
  ours: { [OUR_NAME]: ROOT },
  signed: { [OUR_NAME]: ROOT },
  'plate-recognizer': { [PLATE_RECOGNIZER]: join(CACHE, 'node_modules', PLATE_RECOGNIZER) },
};

/** One contender in a fresh process, ready to be measured. */
export interface Running {
  measure: (course: Course) => Promise<Figures>;
  stop: () => Promise<void>;
}

export type Server = Child<ServerOrder>;

export async function startContender(
  contender: Contender,
  target: Target,
  bytes: number,
  runtime: Runtime,
): Promise<Running> {
  if (contender === 'transport') {
    const setup: TransportSetup = { ...target, bytes };
    const { child } = await Child.start<Course, object>(
      join(__dirname, 'transport-process.js'),
      setup,
      runtime,
    );
    return { measure: (course) => child.order<Figures>(course), stop: () => child.stop() };
  }
  const { nodes, credentials } = flowOf(contender, target);
  const packages = PACKAGES[contender] ?? {};
  const userDir = makeUserDir({ flows: nodes, credentials, packages, benchNodes: true });
  const setup: NodeRedSetup = { nodeRed: runtime.nodeRed, userDir, bytes };
  const { child } = await Child.start<NodeRedOrder, object>(
    join(__dirname, 'node-red-process.js'),
    setup,
    runtime,
  );
  return {
    measure: (course) => child.order<Figures>({ do: 'measure', ...course }),
    async stop() {
      await child.stop();
      rmSync(userDir, { recursive: true, force: true });
    },
  };
}

/** Throws where the picture did not arrive as it was sent. */
export async function checkContender(running: Running, server: Server, bytes: number): Promise<void> {
  await server.order({ do: 'expect', bytes });
  await running.measure({ count: 1, concurrency: 1 });
  const verdict = await server.order<string>({ do: 'verdict' });
  if (verdict !== 'right') throw new Error(`The server got something else: ${verdict}`);
}
