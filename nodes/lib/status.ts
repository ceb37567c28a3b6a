import type { PlateError } from './errors';
import type { Plate } from './plate';

/** What Node-RED shows under a node. */
export interface Status {
  fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  shape?: 'ring' | 'dot';
  text?: string;
}

/** How the last finished message ended. */
export type Outcome = { plate: Plate } | { error: PlateError } | undefined;

const COLORS = ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black'];

/**
 * The status of a node with so many pictures in work. Texts are bare catalogue keys, which each browser translates in
 * its own language, or begin with no Latin letter, which Node-RED shows as they are.
 */
export function statusOf(inWork: number, last: Outcome, showPlate: boolean): Status {
  if (inWork > 0) return { fill: 'blue', shape: 'dot', text: key(readingKey(inWork)) };
  if (!last) return {};
  if ('plate' in last) {
    return {
      fill: 'green',
      shape: 'dot',
      text: showPlate ? shown(last.plate.plate_number) : colorKey(last.plate),
    };
  }
  const { category } = last.error;
  if (category === 'no-plate') return { fill: 'grey', shape: 'ring', text: key(category) };
  if (category === 'busy' || category === 'quota')
    return { fill: 'yellow', shape: 'ring', text: key(category) };
  return { fill: 'red', shape: 'ring', text: key(category) };
}

function readingKey(inWork: number): string {
  if (inWork === 1) return 'reading';
  return inWork <= 4 ? `reading-${inWork}` : 'reading-many';
}

function colorKey({ plate_color }: Plate): string {
  return key(COLORS.includes(plate_color) ? `plate-${plate_color}` : 'plate');
}

/** Latin text would be taken for a catalogue key. */
function shown(plateNumber: string): string {
  return /^[@a-z]/i.test(plateNumber) ? `▪ ${plateNumber}` : plateNumber;
}

function key(name: string): string {
  return `license-plate.status.${name}`;
}
