import type { PlateError } from './errors';
import type { Plate } from './plate';

/** What Node-RED shows under a node. */
export interface Status {
  fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  shape?: 'ring' | 'dot';
  text?: string;
}

/** How the last finished message ended; `local` is a plate that the embedded reader found in the service's place. */
export type Outcome = { plate: Plate; local?: boolean } | { error: PlateError } | undefined;

const COLORS = ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black'];

/** Our own codes that say more than their category. */
const OWN_STATUS: Readonly<Record<string, string>> = {
  CIRCUIT_OPEN: 'offline',
  BUDGET_SPENT: 'budget-spent',
  AUTH_HELD: 'login-held',
  DOWNLOAD_FAILED: 'not-fetched',
};

/**
 * The status of a node with so many pictures in work, whose service is known to be out of reach or not. Texts are bare
 * catalogue keys, which each browser translates in its own language, or begin with no Latin letter, which Node-RED
 * shows as they are.
 */
export function statusOf(inWork: number, last: Outcome, showPlate: boolean, offline = false): Status {
  if (inWork > 0) return { fill: 'blue', shape: 'dot', text: key(readingKey(inWork)) };
  if (last && 'plate' in last) return plateStatus(last, showPlate);
  if (offline) return { fill: 'red', shape: 'ring', text: key('offline') };
  return last ? errorStatus(last.error) : {};
}

/**
 * Shows a status only where it is another one than the last: each goes to all editors, and to Status nodes, whose flows
 * take it for something that happened.
 */
export function whenChanged(show: (status: Status) => void): (status: Status) => void {
  let shown: Status | undefined;
  return (status) => {
    if (shown && isSameStatus(status, shown)) return;
    shown = status;
    show(status);
  };
}

function isSameStatus(a: Status, b: Status): boolean {
  return a.text === b.text && a.fill === b.fill && a.shape === b.shape;
}

/** What a node still shows once its service is back: no news of the time when it was away. */
export function whenBack(last: Outcome): Outcome {
  if (!last) return undefined;
  if ('plate' in last) return last.local ? undefined : last;
  return ['network', 'timeout', 'service'].includes(last.error.category) ? undefined : last;
}

function plateStatus({ plate, local }: { plate: Plate; local?: boolean }, showPlate: boolean): Status {
  const text = showPlate ? shown(plate.plate_number) : key(local ? 'offline-local' : colorKey(plate));
  return { fill: local ? 'yellow' : 'green', shape: 'dot', text };
}

function errorStatus({ code, category }: PlateError): Status {
  const text = key(OWN_STATUS[code] ?? category);
  if (category === 'no-plate') return { fill: 'grey', shape: 'ring', text };
  if (category === 'busy' || category === 'quota') return { fill: 'yellow', shape: 'ring', text };
  return { fill: 'red', shape: 'ring', text };
}

function readingKey(inWork: number): string {
  if (inWork === 1) return 'reading';
  return inWork <= 4 ? `reading-${inWork}` : 'reading-many';
}

function colorKey({ plate_color }: Plate): string {
  return COLORS.includes(plate_color) ? `plate-${plate_color}` : 'plate';
}

/** Latin text would be taken for a catalogue key. */
function shown(plateNumber: string): string {
  return /^[@a-z]/i.test(plateNumber) ? `▪ ${plateNumber}` : plateNumber;
}

function key(name: string): string {
  return `license-plate.status.${name}`;
}
