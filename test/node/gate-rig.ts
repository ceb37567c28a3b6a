import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface TestHelper {
  init: (runtimePath: string, settings?: object) => void;
  load: (nodes: unknown[], flow: object[]) => Promise<void>;
  unload: () => Promise<void>;
  getNode: (id: string) => TestNode;
  log: () => { args: { level: number; id?: string; msg: unknown }[][] };
}

interface Context {
  set: (key: string, value: unknown, store?: string) => void;
}

interface TestNode {
  receive: (msg: object) => void;
  on: (event: string, listener: (msg: GateMessage) => void) => void;
  close: () => Promise<void>;
  context: () => { flow: Context; global: Context };
  status: { lastCall?: { args: [Status] }; args: [Status][] };
}

interface Status {
  fill?: string;
  shape?: string;
  text?: string;
}

export interface GateMessage {
  _msgid: string;
  gate?: { decision: string; reason: string; plate_number: string; [more: string]: unknown };
  error?: { code?: string; category?: string; message?: string; source?: unknown };
  [more: string]: unknown;
}

/** How a message left the gate: by an output, by a Catch node, or by `done()` alone. */
export interface GateExit {
  by: 'allow' | 'deny' | 'catch' | 'nothing';
  msg: GateMessage;
}

const redPath = require.resolve(process.env.NODE_RED ?? 'node-red');
const requireFromRed = createRequire(redPath);
const helper = require('node-red-node-test-helper') as TestHelper;
const gateNode = require('#nodes/license-plate-gate') as unknown;
const core = join(dirname(requireFromRed.resolve('@node-red/nodes/package.json')), 'core', 'common');
const endNodes = ['24-complete.js', '25-catch.js'].map((file) => requireFromRed(join(core, file)) as unknown);

/** A flow around one `license-plate-gate` node, in the runtime of a real Node-RED. */
export class GateRig {
  readonly #left = new Map<string, GateExit>();
  readonly #waiting = new Map<string, (exit: GateExit) => void>();
  #sent = 0;

  /**
   * @param saved properties of the gate
   * @param env variables of its flow
   */
  static async start(saved: Record<string, unknown> = {}, env: object[] = []): Promise<GateRig> {
    const rig = new GateRig();
    helper.init(redPath, {});
    const tab = { z: 'tab', x: 0, y: 0 };
    await helper.load(
      [gateNode, ...endNodes],
      [
        { id: 'tab', type: 'tab', env },
        {
          id: 'gate',
          type: 'license-plate-gate',
          name: 'north',
          ...tab,
          wires: [['allow'], ['deny']],
          ...saved,
        },
        { id: 'allow', type: 'helper', ...tab, wires: [] },
        { id: 'deny', type: 'helper', ...tab, wires: [] },
        { id: 'complete', type: 'complete', ...tab, scope: ['gate'], wires: [['done']] },
        { id: 'done', type: 'helper', ...tab, wires: [] },
        { id: 'catch', type: 'catch', ...tab, scope: null, uncaught: false, wires: [['caught']] },
        { id: 'caught', type: 'helper', ...tab, wires: [] },
      ],
    );
    for (const by of ['allow', 'deny'] as const) {
      helper.getNode(by).on('input', (msg) => rig.#left.set(msg._msgid, { by, msg }));
    }
    helper.getNode('done').on('input', (msg) => {
      rig.#waiting.get(msg._msgid)?.(rig.#left.get(msg._msgid) ?? { by: 'nothing', msg });
    });
    helper.getNode('caught').on('input', (msg) => rig.#waiting.get(msg._msgid)?.({ by: 'catch', msg }));
    return rig;
  }

  /** Sends a message and resolves with the way it left, once the gate is done with it. */
  send(msg: object): Promise<GateExit> {
    const _msgid = `message-${++this.#sent}`;
    const received = { ...msg, _msgid };
    return new Promise((resolve) => {
      this.#waiting.set(_msgid, resolve);
      helper.getNode('gate').receive(Object.isFrozen(msg) ? Object.freeze(received) : received);
    });
  }

  get flow(): Context {
    return helper.getNode('gate').context().flow;
  }

  get global(): Context {
    return helper.getNode('gate').context().global;
  }

  /** From now on the gate asks a context that never answers, as where its database is away. */
  loseContext(): void {
    const silent = { get: () => undefined, set: () => undefined };
    helper.getNode('gate').context = () => ({ flow: silent, global: silent });
  }

  get status(): Status | undefined {
    return helper.getNode('gate').status.lastCall?.args[0];
  }

  /** All statuses so far. */
  get statuses(): Status[] {
    return helper.getNode('gate').status.args.map(([status]) => status);
  }

  /** Closes the gate alone, as a deploy of modified nodes does. */
  close(): Promise<void> {
    return helper.getNode('gate').close();
  }

  /** Everything that was logged as an error, as text. */
  get complaints(): string {
    return logged(({ level }) => level <= 20);
  }

  /** What the gate warned of. */
  get warnings(): string {
    return logged(({ level, id }) => level === 30 && id === 'gate');
  }

  stop(): Promise<void> {
    return helper.unload();
  }
}

function logged(isWanted: (entry: { level: number; id?: string }) => boolean): string {
  const entries = helper.log().args.flat();
  return entries
    .filter(isWanted)
    .map(({ msg }) => String(msg))
    .join('\n');
}

/** A car on the list of every gate here, unless a test says otherwise. */
export const LISTED = '京A12345';
export const STRANGER = '沪B67890';

/** A message of the license-plate node, taken so many seconds ago. */
export function reading(plate_number: unknown, { age = 0, confidence = 0.95, plate_color = 'blue' } = {}) {
  const payload = { plate_number, plate_color, confidence, plate_location: [] };
  const recognition = { engine: 'edge', takenAt: Date.now() - age * 1000, takenFrom: 'message' };
  return { payload, plates: [payload], recognition };
}

/** Starts gates within a `describe`, and stops them after each test. */
export function useGate(): (saved?: Record<string, unknown>, env?: object[]) => Promise<GateRig> {
  let rig: GateRig | undefined;
  afterEach(async () => {
    await rig?.stop();
    rig = undefined;
  });
  return async (saved = {}, env = []) => {
    rig = await GateRig.start({ list: JSON.stringify([LISTED]), listType: 'json', ...saved }, env);
    return rig;
  };
}
