import type { Reason } from './gate/gate';
import type { Status } from './status';

/** What the node shows last: a decision, by its reason; that a wrong clock is that; or that it cannot decide at all. */
export type GateOutcome = Reason | 'clock' | 'config' | undefined;

/** A decision about the car, about the reading of it, or about neither. */
const LOOKS: Record<Exclude<GateOutcome, undefined>, Omit<Status, 'text'>> = {
  listed: { fill: 'green', shape: 'dot' },
  unknown: { fill: 'red', shape: 'ring' },
  ambiguous: { fill: 'red', shape: 'ring' },
  'not-yet-valid': { fill: 'red', shape: 'ring' },
  expired: { fill: 'red', shape: 'ring' },
  'no-agreement': { fill: 'yellow', shape: 'ring' },
  'low-confidence': { fill: 'yellow', shape: 'ring' },
  stale: { fill: 'yellow', shape: 'ring' },
  fallback: { fill: 'yellow', shape: 'ring' },
  error: { fill: 'yellow', shape: 'ring' },
  'no-plate': { fill: 'grey', shape: 'ring' },
  'bad-list': { fill: 'red', shape: 'dot' },
  clock: { fill: 'red', shape: 'dot' },
  config: { fill: 'red', shape: 'dot' },
};

/** The status of a gate, which never shows a plate; the text is a bare catalogue key, see `statusOf` of the reader. */
export function gateStatusOf(isWaiting: boolean, last: GateOutcome): Status {
  if (isWaiting) return { fill: 'blue', shape: 'ring', text: key('waiting') };
  return last === undefined ? {} : { ...LOOKS[last], text: key(last) };
}

function key(name: string): string {
  return `license-plate-gate.status.${name}`;
}
