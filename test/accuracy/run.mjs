// Measures the embedded reader on labelled pictures: node test/accuracy/run.mjs --pictures DIR [--verbose]
// DIR holds labels.csv (file, plate_number, plate_color, other_plates, …) and the pictures it names.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseLabels } from './labels.mjs';
import { peaks } from './peak.mjs';
import { score } from './scoring.mjs';

const require = createRequire(import.meta.url);
const { createEdgeReader } = require('../../dist/lib/edge/edge-reader.js');
const { pictureFromBytes } = require('../../dist/lib/picture.js');

const { values: options } = parseArgs({
  options: { pictures: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
if (!options.pictures) {
  process.stderr.write('Which pictures? --pictures DIR, a folder with a labels.csv\n');
  process.exit(2);
}

const labels = parseLabels(readFileSync(join(options.pictures, 'labels.csv'), 'utf8'));
// Read before anything is measured: a flow has its pictures anyway.
const files = new Map(labels.map(({ file }) => [file, readFileSync(join(options.pictures, file))]));
const rssBefore = process.memoryUsage().rss;
const readers = {
  chinese: createEdgeReader({ threads: 1, alphabet: 'chinese' }),
  any: createEdgeReader({ threads: 1, alphabet: 'any' }),
};
const results = [];
for (const label of labels) results.push(await measure(label));
const { own, reader } = peaks();
await Promise.all(Object.values(readers).map((one) => one.close()));

const chinese = results.filter((result) => !result.label.latin);
const latin = results.filter((result) => result.label.latin);
const groups = [...new Set(results.map((result) => result.label.group))];
const rows = Object.fromEntries([
  ...groups.map((group) => [group, summary(results.filter((result) => result.label.group === group))]),
  ...(chinese.length > 0 ? [['all Chinese', summary(chinese)]] : []),
  ...(latin.length > 0 ? [['all Latin', summary(latin)]] : []),
]);
console.table(rows);
const sure = chinese.filter((result) => result.score.answered && result.score.confidence >= 0.9);
console.log(
  `Chinese, confidence >= 0.9: ${percent(sure, chinese)} answered so, ${percent(right(sure), sure)} of them right`,
);
const above = own + reader - rssBefore / 2 ** 20;
console.log(
  `First answer after ${results[0]?.ms.toFixed(0)} ms; peak RSS of the reader's process ${reader.toFixed(0)} MB, with ` +
    `the growth of this one ${above.toFixed(0)} MB`,
);

async function measure(label) {
  const reader = label.latin ? readers.any : readers.chinese;
  const start = performance.now();
  const plates = await reader.read(pictureFromBytes(files.get(label.file)), AbortSignal.timeout(60_000)).then(
    (reading) => reading.plates,
    (error) => {
      console.log(`${label.file}: ${error.message}`);
      return [];
    },
  );
  const ms = performance.now() - start;
  const result = { label, ms, score: score(label, plates) };
  if (options.verbose && !(result.score.right && (result.score.colorRight || !result.score.colorKnown))) {
    console.log(
      `${label.file}: ${label.plates.join(' ')} ${label.color} read as ${result.score.answer || 'nothing'}`,
    );
  }
  return result;
}

function summary(part) {
  const total = (pick) => part.reduce((sum, { score }) => sum + Number(pick(score)), 0);
  const share = (count, of) => (of === 0 ? '-' : `${((count / of) * 100).toFixed(1)} %`);
  const times = part.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    pictures: part.length,
    'plates right': `${total((s) => s.right)} (${share(
      total((s) => s.right),
      part.length,
    )})`,
    'payload right': share(
      total((s) => s.payloadRight),
      part.length,
    ),
    'a plate not labelled': share(
      total((s) => s.unlabelled),
      part.length,
    ),
    'characters right': share(
      total((s) => s.charactersRight),
      total((s) => s.characters),
    ),
    'color right': share(
      total((s) => s.colorKnown && s.colorRight),
      total((s) => s.colorKnown),
    ),
    'no answer': share(
      total((s) => !s.answered),
      part.length,
    ),
    'p50 ms': Math.round(times[Math.floor(times.length * 0.5)] ?? 0),
    'p90 ms': Math.round(times[Math.floor(times.length * 0.9)] ?? 0),
  };
}

function right(part) {
  return part.filter((result) => result.score.right);
}

function percent(part, of) {
  return `${((part.length / Math.max(1, of.length)) * 100).toFixed(1)} %`;
}
