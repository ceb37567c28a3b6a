import type { Node, NodeAPI, NodeMessage } from 'node-red';
import type { PlateError } from '../lib/errors';
import { asCaught, asMessageError, isOurs, visitsBefore } from '../lib/message-error';
import type { Recognized } from '../lib/recognizer';
import { type Answer, asLanguage, leadsSomewhere } from './node-api';

/** A message of the `license-plate` node. */
export interface Message extends NodeMessage {
  time?: unknown;
  plates?: unknown;
  image?: unknown;
  recognition?: unknown;
  error?: unknown;
}

/** Output 1. */
export function succeed(
  msg: Message,
  recognized: Recognized,
  keepImage: boolean,
  answer: Answer<Message>,
): void {
  const { plates, image, recognition } = recognized;
  Object.assign(msg, { payload: plates[0], plates, recognition }, keepImage && { image });
  if (isOurs(msg.error)) delete msg.error;
  answer.send([msg, null]);
  answer.done();
}

/** One failure, one route: output 2, or the Catch nodes where output 2 leads nowhere. */
export function fail(
  RED: NodeAPI,
  node: Node,
  msg: Message,
  error: PlateError,
  answer: Answer<Message>,
): void {
  const language = () => asLanguage(RED._('license-plate.language'));
  if (leadsSomewhere(RED, node, 1)) {
    const { id, type, name = '' } = node;
    const count = visitsBefore(msg.error, id) + 1;
    msg.error = asMessageError(error, language(), { id, type, name, count });
    answer.send([null, msg]);
    answer.done();
  } else if (error.category === 'no-plate') {
    // Everyday life at a gate: whoever left the output unwired does not want it in the log.
    answer.done();
  } else {
    answer.done(asCaught(error, language()));
  }
}
