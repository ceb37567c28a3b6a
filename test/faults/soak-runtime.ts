import { type EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** What is used of Node-RED: no test helper, whose spies keep every message. */
interface Red {
  init: (server: ReturnType<typeof createServer>, settings: object) => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  nodes: { getNode: (id: string) => { receive: (msg: object) => void } | null };
  hooks: { add: (name: string, hook: (event: never) => void) => void };
  runtime: { flows: { setFlows: (options: object) => Promise<unknown> } };
  events: EventEmitter;
}

interface Sent {
  msg: { _msgid: string; error?: { code?: unknown } };
  source: { id: string; port: number };
}

interface Completed {
  msg: { _msgid: string };
  node: { id: string };
}

/** How a message left: the code of its error, or `plate`. */
export type Exit = string;

const RED = require(process.env.NODE_RED ?? 'node-red') as Red;

/** A whole Node-RED in this process, through which messages are followed. */
export class Runtime {
  readonly #waiting = new Map<string, { exits: Exit[]; end: (exits: Exit[]) => void }>();
  #sent = 0;

  static async start(userDir: string): Promise<Runtime> {
    const runtime = new Runtime();
    RED.init(createServer(), {
      userDir,
      // The package itself, with everything that its build made.
      nodesDir: join(__dirname, '..', '..', '..'),
      httpAdminRoot: false,
      httpNodeRoot: false,
      credentialSecret: 'only for this test',
      externalModules: { autoInstall: false },
      logging: { console: { level: process.env.SOAK_LOG ?? 'off' } },
    });
    RED.hooks.add('onSend.soak', (events: Sent[]) => {
      for (const { msg, source } of events) {
        const code = source.port === 0 ? 'plate' : String(msg.error?.code);
        if (source.id.startsWith('reader')) runtime.#waiting.get(msg._msgid)?.exits.push(code);
      }
    });
    RED.hooks.add('onComplete.soak', ({ msg, node }: Completed) => {
      if (!node.id.startsWith('reader')) return;
      const waiting = runtime.#waiting.get(msg._msgid);
      runtime.#waiting.delete(msg._msgid);
      waiting?.end(waiting.exits);
    });
    const started = once(RED.events, 'flows:started');
    await RED.start();
    await started;
    return runtime;
  }

  /** Replaces the whole flow, as a full deploy does. */
  async deploy(service: object, credentials: object, readers: number): Promise<void> {
    const tab = { z: 'tab', x: 0, y: 0 };
    const flows = [
      { id: 'tab', type: 'tab', label: 'soak' },
      { id: 'service', type: 'license-plate-service', ...service, credentials },
      ...Array.from({ length: readers }, (_, i) => ({
        id: `reader-${i}`,
        type: 'license-plate',
        service: 'service',
        timeout: 1,
        ...tab,
        wires: [['end'], ['end']],
      })),
      { id: 'end', type: 'debug', active: false, ...tab, wires: [] },
    ];
    const started = once(RED.events, 'flows:started');
    await RED.runtime.flows.setFlows({ flows: { flows }, deploymentType: 'full' });
    await started;
  }

  /** Resolves with the exits that a message took, once its node is done with it. */
  send(payload: Buffer, reader: number): Promise<Exit[]> {
    const _msgid = `message-${++this.#sent}`;
    const node = RED.nodes.getNode(`reader-${reader}`);
    if (!node) return Promise.reject(new Error('the node does not run'));
    return new Promise((end) => {
      this.#waiting.set(_msgid, { exits: [], end });
      node.receive({ _msgid, payload });
    });
  }

  stop(): Promise<void> {
    return RED.stop();
  }
}
