import type { Node, NodeAPI, NodeMessage } from 'node-red';
import type { PlateError } from '../lib/errors';
import type { Language } from '../lib/hints';

/** What Node-RED hands to an input handler of a node with two outputs, to answer one message with. */
export interface Answer<Message> {
  send: (msg: [Message | null, Message | null]) => void;
  done: (error?: Error) => void;
}

/** What a catalogue calls its language: that of this Node-RED, or of a dialog that names its own. */
export function asLanguage(named: unknown): Language {
  return named === 'zh-CN' ? 'zh-CN' : 'en-US';
}

/** What a typed input of the dialog stands for, now and for this message. Rejects where it stands for nothing. */
export function propertyOf(
  RED: NodeAPI,
  node: Node,
  { name, type }: { name: string; type: string },
  msg: NodeMessage,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    try {
      RED.util.evaluateNodeProperty(name, type, node, msg, (error, value) =>
        error ? reject(error) : resolve(value),
      );
    } catch (error) {
      reject(error);
    }
  });
}

/** Whether a node that is there and enabled is wired to an output; a junction only hands on. */
export function leadsSomewhere(RED: NodeAPI, { wires }: WiredNode, output: number): boolean {
  // Junctions may be wired in a circle; what is added to a Set while it is walked through is met as well.
  const met = new Set(wires?.[output]);
  for (const id of met) {
    const node = RED.nodes.getNode(id) as WiredNode | null;
    if (node && node.type !== 'junction') return true;
    for (const beyond of node?.wires?.flat() ?? []) met.add(beyond);
  }
  return false;
}

type WiredNode = Node & { wires?: string[][] };

/** Where a bug came from. Not by node.error(), which would reach the Catch nodes a second time. */
export function logBug(RED: NodeAPI, { type, id }: Pick<Node, 'type' | 'id'>, error: PlateError): void {
  const { stack, message } = error.cause instanceof Error ? error.cause : error;
  RED.log.error(`[${type}:${id}] ${stack ?? message}`);
}
