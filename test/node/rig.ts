import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

/** What the tests use of node-red-node-test-helper, which has no types of its own. */
interface TestHelper {
  init: (runtimePath: string, settings?: object) => void;
  load: (nodes: unknown[], flow: object[], credentials: object) => Promise<void>;
  unload: () => Promise<void>;
  getNode: (id: string) => TestNode;
  log: () => { args: { level: number; msg: unknown }[][] };
}

interface TestNode {
  receive: (msg: object) => void;
  on: (event: string, listener: (msg: FlowMessage) => void) => void;
  close: () => Promise<void>;
  /** A spy that all nodes share. */
  status: { getCalls: () => { thisValue: unknown; args: [Status] }[] };
}

export interface Status {
  fill?: string;
  shape?: string;
  text?: string;
}

export interface FlowMessage {
  _msgid: string;
  payload?: unknown;
  plates?: unknown;
  image?: unknown;
  recognition?: Record<string, unknown>;
  error?: Record<string, unknown> & { source?: Record<string, unknown>; cause?: Record<string, unknown> };
}

/** How a message left the node: by an output, by a Catch node, or by `done()` alone. */
export interface Exit {
  by: 'plate' | 'error' | 'catch' | 'nothing';
  msg: FlowMessage;
}

export interface RigOptions {
  /** Saved properties of the `license-plate` node. */
  plate?: Record<string, unknown>;
  /** Saved properties of the `license-plate-service` node. */
  service?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
  /** Of the `license-plate` node: user and password of the camera. */
  plateCredentials?: Record<string, unknown>;
  /** Where output 2 leads: a node, nowhere, only nodes that do not run, or through junctions to a node or nowhere. */
  output2?: 'node' | 'nowhere' | 'disabled' | 'junction' | 'dead end';
  /** Unless `false`, errors reach a Catch node; otherwise they are logged, and `send` hears of no end. */
  isCaught?: boolean;
  settings?: object;
  /** How many `license-plate` nodes share the service; they are `reader`, `reader-2` and so on. */
  readers?: number;
  /** Other config nodes, such as `tls-config` and `http proxy`, with their credentials. */
  others?: { id: string; type: string; credentials?: object; [property: string]: unknown }[];
}

// The Node-RED under test may be another one than the project's own.
const redPath = require.resolve(process.env.NODE_RED ?? 'node-red');
const requireFromRed = createRequire(redPath);
const helper = require('node-red-node-test-helper') as TestHelper;
const nodes = ['license-plate-service', 'license-plate'].map((name) => require(`#nodes/${name}`) as unknown);

function coreNode(file: string): unknown {
  return requireFromRed(join(dirname(requireFromRed.resolve('@node-red/nodes/package.json')), 'core', file));
}

const CORE_NODES = [
  'common/05-junction.js',
  'common/24-complete.js',
  'common/25-catch.js',
  'network/05-tls.js',
  'network/06-httpproxy.js',
].map(coreNode);

const OUTPUT_2 = {
  node: ['error'],
  nowhere: [],
  disabled: ['off'],
  junction: ['circle', 'through'],
  'dead end': ['circle'],
};

/** A flow around one `license-plate` node, or several that share a service, in the runtime of a real Node-RED. */
export class Rig {
  readonly #left = new Map<string, Exit[]>();
  readonly #ended = new Map<string, number>();
  readonly #waiting = new Map<string, (exit: Exit) => void>();
  #sent = 0;

  static async start(options: RigOptions = {}): Promise<Rig> {
    const rig = new Rig();
    helper.init(redPath, options.settings ?? {});
    const second = OUTPUT_2[options.output2 ?? 'node'];
    const tab = { z: 'tab', x: 0, y: 0 };
    const others = options.others ?? [];
    const readers = Array.from({ length: options.readers ?? 1 }, (_, i) =>
      i === 0 ? 'reader' : `reader-${i + 1}`,
    );
    const flow = [
      { id: 'tab', type: 'tab' },
      ...others.map(({ credentials: _credentials, ...saved }) => saved),
      { id: 'service', type: 'license-plate-service', ...options.service },
      ...readers.map((id) => ({
        id,
        type: 'license-plate',
        ...tab,
        service: 'service',
        wires: [['plate'], second],
        ...options.plate,
      })),
      { id: 'plate', type: 'helper', ...tab, wires: [] },
      { id: 'error', type: 'helper', ...tab, wires: [] },
      { id: 'off', type: 'helper', ...tab, wires: [], d: true },
      { id: 'circle', type: 'junction', ...tab, wires: [['back']] },
      { id: 'back', type: 'junction', ...tab, wires: [['circle']] },
      { id: 'through', type: 'junction', ...tab, wires: [['error']] },
      {
        id: 'catch',
        type: 'catch',
        ...tab,
        scope: null,
        uncaught: false,
        wires: [['caught']],
        d: options.isCaught === false,
      },
      { id: 'caught', type: 'helper', ...tab, wires: [] },
      { id: 'complete', type: 'complete', ...tab, scope: readers, wires: [['done']] },
      { id: 'done', type: 'helper', ...tab, wires: [] },
    ];
    await helper.load([...nodes, ...CORE_NODES], flow, {
      service: options.credentials ?? {},
      ...Object.fromEntries(readers.map((id) => [id, options.plateCredentials ?? {}])),
      ...Object.fromEntries(others.map(({ id, credentials }) => [id, credentials ?? {}])),
    });
    helper.getNode('plate').on('input', (msg) => rig.#leave({ by: 'plate', msg }));
    helper.getNode('error').on('input', (msg) => rig.#leave({ by: 'error', msg }));
    helper.getNode('caught').on('input', (msg) => rig.#end({ by: 'catch', msg }));
    helper.getNode('done').on('input', (msg) => rig.#end({ by: 'nothing', msg }));
    return rig;
  }

  /** Sends a message and resolves with the way it left, once the node is done with it. */
  send(msg: object, reader = 'reader'): Promise<Exit> {
    const _msgid = `message-${++this.#sent}`;
    return new Promise((resolve) => {
      this.#waiting.set(_msgid, resolve);
      helper.getNode(reader).receive({ ...msg, _msgid });
    });
  }

  /** Routes that messages took so far, by id: one each, if the promise is kept. */
  get routes(): { exits: number; ends: number }[] {
    return [...this.#waiting.keys()].map((id) => ({
      exits: this.#left.get(id)?.length ?? 0,
      ends: this.#ended.get(id) ?? 0,
    }));
  }

  get status(): Status | undefined {
    return this.statusOf('reader');
  }

  statusOf(reader: string): Status | undefined {
    const node = helper.getNode(reader);
    return node.status.getCalls().findLast(({ thisValue }) => thisValue === node)?.args[0];
  }

  /** Closes the working node alone, as a deploy of modified nodes does. */
  closeReader(): Promise<void> {
    return helper.getNode('reader').close();
  }

  /** Closes the service alone, as a deploy that changes nothing else does. */
  closeService(): Promise<void> {
    return helper.getNode('service').close();
  }

  /** Everything that was logged, as text. */
  get log(): string {
    return helper
      .log()
      .args.flat()
      .map(({ msg }) => String(msg))
      .join('\n');
  }

  /** Waits until something is logged, for as long as a test may take. */
  async untilLogged(text: string): Promise<void> {
    const start = performance.now();
    while (!this.log.includes(text)) {
      if (performance.now() - start > 15_000) throw new Error(`"${text}" was never logged`);
      await turn();
    }
  }

  stop(): Promise<void> {
    return helper.unload();
  }

  #leave(exit: Exit): void {
    const exits = this.#left.get(exit.msg._msgid) ?? [];
    this.#left.set(exit.msg._msgid, [...exits, exit]);
  }

  #end(exit: Exit): void {
    const id = exit.msg._msgid;
    this.#ended.set(id, (this.#ended.get(id) ?? 0) + 1);
    if (exit.by === 'catch') this.#leave(exit);
    this.#waiting.get(id)?.(this.#left.get(id)?.[0] ?? exit);
  }
}
