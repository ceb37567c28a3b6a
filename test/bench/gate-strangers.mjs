// Whether a gate that knows every third car of a labelled set lets any other in, by true and by misread plates:
//   npm run build && node test/bench/gate-strangers.mjs LABELS.csv [TOLERANCE]
// LABELS.csv names its columns in the first line; `plate_number` and `plate_color` are used. No pictures are read:
// misreadings are simulated by swapping look-alikes at random.
import { readFileSync } from 'node:fs';
import { distance } from '../../dist/lib/gate/distance.js';
import { createGate } from '../../dist/lib/gate/gate.js';
import { LOOK_ALIKES } from '../../dist/lib/gate/look-alikes.js';
import { normalize } from '../../dist/lib/gate/normalize.js';

const [file, tolerance = '0.4'] = process.argv.slice(2);
if (!file) throw new Error('usage: gate-strangers.mjs LABELS.csv [TOLERANCE]');
const REPEATS = 1_000;

const [head, ...lines] = readFileSync(file, 'utf8')
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(','));
const column = head.indexOf('plate_number');
const cars = [...new Set(lines.map((line) => normalize(line[column])).filter((number) => number !== ''))];
const listed = cars.filter((_, i) => i % 3 === 0);
const strangers = cars.filter((_, i) => i % 3 !== 0);
const nearest = Math.min(...strangers.flatMap((car) => listed.map((other) => distance(car, other))));

const alike = new Map();
for (const [letter, digit] of LOOK_ALIKES) {
  alike.set(letter, [...(alike.get(letter) ?? []), digit]);
  alike.set(digit, [...(alike.get(digit) ?? []), letter]);
}

console.log(`${cars.length} cars, ${listed.length} listed, tolerance ${tolerance}`);
console.log(`nearest stranger to a listed car: distance ${nearest}`);
for (const noise of [0, 0.05, 0.2, 0.5]) {
  const runs = noise === 0 ? 1 : REPEATS;
  const [ours, others] = [await allowed(listed, noise, runs), await allowed(strangers, noise, runs)];
  console.log(
    `noise ${noise.toFixed(2)}: listed let in ${ours.count} of ${ours.of} (${((100 * ours.count) / ours.of).toFixed(1)} %), ` +
      `strangers let in ${others.count} of ${others.of}`,
  );
}

async function allowed(numbers, noise, runs) {
  const clock = { now: () => 0, after: () => () => {} };
  const options = {
    tolerance: Number(tolerance),
    minConfidence: 0.8,
    maxAge: 15,
    requireTime: true,
    allowFallback: true,
  };
  const gate = createGate(
    { ...options, rearm: 0, frames: 1, agree: 1, frameTimeout: 3 },
    clock,
    async () => listed,
  );
  let count = 0;
  for (let run = 0; run < runs; run += 1) {
    for (const number of numbers) {
      const payload = { plate_number: misread(number, noise), plate_color: '', confidence: 1 };
      const verdict = await gate.judge({ payload, recognition: { takenAt: 0, takenFrom: 'message' } });
      if (verdict.decision === 'allow') count += 1;
    }
  }
  return { count, of: numbers.length * runs };
}

/** Every character with a look-alike is swapped with this probability. */
function misread(number, noise) {
  const swap = (char) => {
    const others = alike.get(char);
    return others && Math.random() < noise ? others[Math.floor(Math.random() * others.length)] : char;
  };
  return [...number].map(swap).join('');
}
