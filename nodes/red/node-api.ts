import type { Node, NodeAPI, NodeMessage } from 'node-red';
import type { PlateError } from '../lib/errors';
import type { Language } from '../lib/hints';

/** What Node-RED hands to an input handler of a node with two outputs, to answer one message with. */
export interface Answer<Message> {
  send: (msg: [Message | null, Message | null]) => void;
  done: (error?: Error) => void;
}

/** A catalogue's own name for its language, which is the one that this Node-RED runs in. */
export function asLanguage(named: string): Language {
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

/** Whether a node that is there and enabled is wired to an output. */
export function leadsSomewhere(
  RED: NodeAPI,
  { wires }: Node & { wires?: string[][] },
  output: number,
): boolean {
  return (wires?.[output] ?? []).some((id) => RED.nodes.getNode(id));
}

/** Where a bug came from. Not by node.error(), which would reach the Catch nodes a second time. */
export function logBug(RED: NodeAPI, { type, id }: Node, error: PlateError): void {
  const { stack, message } = error.cause instanceof Error ? error.cause : error;
  RED.log.error(`[${type}:${id}] ${stack ?? message}`);
}
