// Whether a gate that knows every third car lets any other in, by what the embedded reader reads in real photos:
//   npm run build && node test/bench/gate-photos.mjs PICTURES [TOLERANCE]
// PICTURES holds labels.csv (file, plate_number, plate_color, other_plates) and the pictures it names.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseLabels } from '../accuracy/labels.mjs';

const require = createRequire(import.meta.url);
const { createEdgeReader } = require('../../dist/lib/edge/edge-reader.js');
const { pictureFromBytes } = require('../../dist/lib/picture.js');
const { nearestFirst } = require('../../dist/lib/plate.js');
const { createGate } = require('../../dist/lib/gate/gate.js');
const { normalize } = require('../../dist/lib/gate/normalize.js');

const [folder, tolerance = '0.4'] = process.argv.slice(2);
if (!folder) throw new Error('usage: gate-photos.mjs PICTURES [TOLERANCE]');

const labels = parseLabels(readFileSync(join(folder, 'labels.csv'), 'utf8'));
const cars = [...new Set(labels.flatMap(({ plates }) => plates).map(normalize))].filter((car) => car !== '');
const readers = {
  chinese: createEdgeReader({ threads: 1, alphabet: 'chinese' }),
  any: createEdgeReader({ threads: 1, alphabet: 'any' }),
};
const readings = [];
for (const label of labels) readings.push({ label, plates: await read(label) });
await Promise.all(Object.values(readers).map((reader) => reader.close()));

console.log(`${labels.length} photos, ${cars.length} cars, every third listed, tolerance ${tolerance}`);
for (const first of [0, 1, 2]) {
  const listed = new Set(cars.filter((_, i) => i % 3 === first));
  for (const minConfidence of [0, 0.8]) await report(listed, first, minConfidence);
}

async function report(listed, first, minConfidence) {
  const hasListed = ({ plates }) => plates.some((plate) => listed.has(normalize(plate)));
  const allowed = [];
  for (const { label, plates } of readings) {
    const verdict = await judge(plates, [...listed], minConfidence);
    if (verdict.decision === 'allow') allowed.push({ label, verdict });
  }
  const strangers = allowed.filter(({ label }) => !hasListed(label));
  const swapped = allowed.filter(({ label, verdict }) => hasListed(label) && isOther(label, verdict));
  const withListed = labels.filter(hasListed).length;
  console.log(
    `from car ${first + 1}, minConfidence ${minConfidence}: of ${withListed} photos with a listed car ` +
      `${allowed.length - strangers.length} opened, ${swapped.length} of them as another listed car; ` +
      `of ${labels.length - withListed} without ${strangers.length} opened`,
  );
  for (const { label, verdict } of [...strangers, ...swapped])
    console.log(
      `  ${label.file}: ${label.plates.join(' ')} read as ${verdict.plate_number}, let in as ${verdict.match.plate}`,
    );
}

function isOther({ plates }, { match }) {
  return !plates.map(normalize).includes(normalize(match.plate));
}

async function read({ file, latin }) {
  const reader = latin ? readers.any : readers.chinese;
  const picture = pictureFromBytes(readFileSync(join(folder, file)));
  try {
    return nearestFirst((await reader.read(picture, AbortSignal.timeout(60_000))).plates);
  } catch (error) {
    console.log(`${file}: ${error.message}`);
    return [];
  }
}

async function judge(plates, listed, minConfidence) {
  const rules = {
    tolerance: Number(tolerance),
    minConfidence,
    maxAge: 15,
    requireTime: true,
    allowFallback: true,
  };
  const gate = createGate(
    { ...rules, rearm: 0, frames: 1, agree: 1, frameTimeout: 3 },
    { now: () => 0, after: () => () => {} },
    async () => listed,
  );
  const recognition = { engine: 'edge', takenAt: 0, takenFrom: 'message' };
  return gate.judge({ payload: plates[0], plates, recognition });
}
