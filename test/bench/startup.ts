import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child';
import type { NodeRedOrder, NodeRedSetup, Started } from './node-red-process';
import type { Runtime } from './runtime';
import { installedPackage, makeUserDir, OUR_NAME } from './user-dir';

/** One start of Node-RED per turn. */
export interface Startup {
  without: Started[];
  with: Started[];
}

/** Starts Node-RED with an empty flow, by turns without our nodes and with them installed and unused. */
export async function measureStartup(runtime: Runtime, turns: number): Promise<Startup> {
  const empty = { flows: [{ id: 'tab', type: 'tab' }], credentials: {}, benchNodes: false };
  const bare = makeUserDir({ ...empty, packages: {} });
  const installed = makeUserDir({ ...empty, packages: { [OUR_NAME]: installedPackage() } });
  const measured: Startup = { without: [], with: [] };
  try {
    // Node-RED writes its settings at the first start: not a start like any other.
    for (const userDir of [bare, installed]) await start(userDir, runtime);
    for (let turn = 0; turn < turns; turn++) {
      const first = turn % 2 === 0;
      for (const own of [first, !first]) {
        measured[own ? 'with' : 'without'].push(await start(own ? installed : bare, runtime));
      }
    }
    return measured;
  } finally {
    for (const userDir of [bare, installed]) rmSync(userDir, { recursive: true, force: true });
  }
}

async function start(userDir: string, runtime: Runtime): Promise<Started> {
  const setup: NodeRedSetup = { nodeRed: runtime.nodeRed, userDir, bytes: 0 };
  const script = join(__dirname, 'node-red-process.js');
  const { child, ready } = await Child.start<NodeRedOrder, Started>(script, setup, runtime);
  await child.stop();
  return ready;
}
