// The nodes that only the bench has: where messages begin and end, and the floor that every streaming node has.
import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import type { Target } from './flows';
import { settleMessage } from './tickets';

interface Message extends NodeMessage {
  ticket: number;
  payload: unknown;
  error?: { message?: string };
}

interface SourceDef extends NodeDef {
  /** Its outputs take turns. */
  wires: string[][];
}

interface SinkDef extends NodeDef {
  /** Property in which the answer's plate is expected; empty where only failures come. */
  expect: 'plate_number' | 'plate' | '';
}

/** How a picture enters the flow, once its source node runs. */
export const source: { emit?: (ticket: number, picture: Buffer) => void } = {};

export function registerBenchNodes(RED: NodeAPI): void {
  RED.nodes.registerType('bench-source', function (this: Node, def: SourceDef) {
    RED.nodes.createNode(this, def);
    const outputs = def.wires.length;
    source.emit = (ticket, payload) => {
      const message = { ticket, payload } as Message;
      this.send(Array.from({ length: outputs }, (_, i) => (ticket % outputs === i ? message : null)));
    };
  });

  RED.nodes.registerType('bench-sink', function (this: Node, def: SinkDef) {
    RED.nodes.createNode(this, def);
    this.on('input', (msg: NodeMessage, _send, done) => {
      const { ticket, payload } = msg as Message;
      const plate = (payload as Record<string, unknown> | undefined)?.[def.expect];
      settleMessage(ticket, typeof plate === 'string' ? undefined : troubleIn(msg as Message));
      done();
    });
  });

  RED.nodes.registerType('bench-stream', function (this: Node, def: NodeDef & Target) {
    RED.nodes.createNode(this, def);
    // Not at the top: other contenders must not pay for loading undici.
    const { openStream } = require('./stream') as typeof import('./stream');
    const { read, close } = openStream(def);
    this.on('input', (msg, send, done) => {
      read((msg as Message).payload as Buffer).then((payload) => {
        send(Object.assign(msg, { payload }));
        done();
      }, done);
    });
    this.on('close', () => void close());
  });
}

function troubleIn({ error, payload }: Message): string {
  return error?.message ?? `no plate came, but ${JSON.stringify(payload)?.slice(0, 200)}`;
}
