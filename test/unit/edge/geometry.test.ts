import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  boundsOf,
  grow,
  overlap,
  type Point,
  type Quad,
  quadOf,
  quadSize,
  shear,
  tilt,
} from '#nodes/lib/edge/geometry';
import { cornersOf, minAreaRectangle } from '#nodes/lib/edge/min-area-rectangle';

const BOX = quadOf({ x: 10, y: 20, width: 100, height: 40 });

describe('quads', () => {
  it('grow by fractions of their own sides', () => {
    const grown = grow(BOX, { left: 0.1, right: 0.2, top: 0.5, bottom: 0.25 });

    assert.deepEqual(boundsOf(grown), { x: 0, y: 0, width: 130, height: 70 });
  });

  it('keep their size when slanted by a little, and their middle', () => {
    for (const moved of [shear(BOX, 0.2), tilt(BOX, 0.2)]) {
      const { x, y, width, height } = boundsOf(moved);
      assert.deepEqual([x + width / 2, y + height / 2], [60, 40]);
      assert.ok(Math.abs(quadSize(moved).width - 100) < 1);
    }
  });

  it('overlap by the share of the smaller one', () => {
    const inner = quadOf({ x: 20, y: 30, width: 10, height: 10 });

    assert.equal(overlap(BOX, inner), 1);
    assert.equal(overlap(inner, quadOf({ x: 25, y: 30, width: 10, height: 10 })), 0.5);
    assert.equal(overlap(inner, quadOf({ x: 200, y: 30, width: 10, height: 10 })), 0);
  });
});

describe('the smallest rectangle around pixels', () => {
  it('finds a turned block again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 120 }),
        fc.integer({ min: 8, max: 25 }),
        fc.double({ min: -0.7, max: 0.7, noNaN: true }),
        (width, height, angle) => {
          const corners = cornersOf({ center: [200, 200], width, height, angle });

          const found = minAreaRectangle(pixelsInside(corners));

          assert.ok(found);
          assert.ok(Math.abs(found.width - width) < 3, `width ${found.width}, not ${width}`);
          assert.ok(Math.abs(found.height - height) < 3, `height ${found.height}, not ${height}`);
          assert.ok(Math.abs(found.angle - angle) < 0.1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is none around a line or a single pixel', () => {
    const row: Point[] = [
      [0, 0],
      [1, 0],
      [2, 0],
    ];

    assert.equal(minAreaRectangle(row), undefined);
    assert.equal(minAreaRectangle([[3, 3]]), undefined);
  });

  it('starts its corners at the top left, clockwise', () => {
    const [tl, tr, br, bl] = cornersOf({ center: [50, 50], width: 40, height: 10, angle: 0 }, 5);

    assert.deepEqual([tl, tr, br, bl], quadOf({ x: 25, y: 40, width: 50, height: 20 }));
  });
});

function pixelsInside(quad: Quad): Point[] {
  const { x, y, width, height } = boundsOf(quad);
  const points: Point[] = [];
  for (let py = Math.floor(y); py <= y + height; py++) {
    for (let px = Math.floor(x); px <= x + width; px++) {
      if (isInside([px + 0.5, py + 0.5], quad)) points.push([px, py]);
    }
  }
  return points;
}

function isInside([x, y]: Point, quad: Quad): boolean {
  return quad.every(([ax, ay], i) => {
    const [bx, by] = quad[(i + 1) % 4] ?? quad[0];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });
}
