import assert from 'node:assert/strict';
import { boundsOf } from '#nodes/lib/edge/geometry';
import { type TextMap, textBoxes } from '#nodes/lib/edge/text-boxes';

describe('text boxes', () => {
  it('are the marked areas, grown back to the size of the text', () => {
    const map = mapWith([{ x: 20, y: 30, width: 40, height: 8, probability: 0.9 }]);

    const [box, ...others] = textBoxes(map).map(boundsOf);

    assert.deepEqual(others, []);
    const margin = (40 * 8 * 1.7) / (2 * 48);
    assert.ok(box && Math.abs(box.width - (40 + 2 * margin)) < 0.01);
    assert.ok(Math.abs(box.x - (20 - margin)) < 0.01);
  });

  it('are as many as there are areas that do not touch', () => {
    const map = mapWith([
      { x: 5, y: 5, width: 20, height: 6, probability: 0.9 },
      { x: 5, y: 40, width: 20, height: 6, probability: 0.9 },
    ]);

    assert.equal(textBoxes(map).length, 2);
  });

  it('leave out areas that are small or unsure', () => {
    const map = mapWith([
      { x: 5, y: 5, width: 3, height: 3, probability: 0.9 },
      { x: 5, y: 40, width: 20, height: 6, probability: 0.35 },
      { x: 50, y: 60, width: 30, height: 2, probability: 0.9 },
    ]);

    assert.deepEqual(textBoxes(map), []);
  });

  it('reach the edge of the picture without leaving the map', () => {
    const map = mapWith([{ x: 0, y: 0, width: 100, height: 100, probability: 1 }]);

    assert.equal(textBoxes(map).length, 1);
  });
});

interface Mark {
  x: number;
  y: number;
  width: number;
  height: number;
  probability: number;
}

function mapWith(marks: Mark[]): TextMap {
  const map = { width: 100, height: 100, data: new Float32Array(10_000) };
  for (const { x, y, width, height, probability } of marks) {
    for (let row = y; row < y + height; row++)
      map.data.fill(probability, row * 100 + x, row * 100 + x + width);
  }
  return map;
}
