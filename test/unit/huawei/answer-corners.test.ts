import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DOCUMENTED, one } from './documented';

function ordersOf(items: number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => ordersOf(items.filter((i) => i !== first)).map((rest) => [first, ...rest]));
}

/** A plate of 200 × 60 pixels, turned about its middle. */
function turned(degrees: number): number[][] {
  const [sin, cos] = [Math.sin((degrees / 180) * Math.PI), Math.cos((degrees / 180) * Math.PI)];
  const sides = [
    [-100, -30],
    [100, -30],
    [100, 30],
    [-100, 30],
  ];
  return sides.map(([x = 0, y = 0]) => [1000 + x * cos - y * sin, 700 + x * sin + y * cos]);
}

function enclosed(corners: readonly (readonly [number, number])[]): number {
  const parts = corners.map(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [x, y];
    return x * nextY - nextX * y;
  });
  return parts.reduce((sum, part) => sum + part, 0) / 2;
}

describe('the corners of a plate', () => {
  const corners = DOCUMENTED.plate_location;
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;

  for (const [name, location] of Object.entries({
    'as documented': corners,
    'as a flat list': corners.flat(),
    counterclockwise: [topLeft, bottomLeft, bottomRight, topRight],
    'from another corner': [bottomRight, bottomLeft, topLeft, topRight],
    'line by line': [topLeft, topRight, bottomLeft, bottomRight],
    'with fractions': corners.map(([x = 0, y = 0]) => [x + 0.4, y - 0.4]),
  })) {
    it(`stand clockwise from the top left when they come ${name}`, () => {
      assert.deepEqual(one({ plate_location: location })?.plate_location, corners);
    });
  }

  it('of a tilted plate begin at its top left, whatever their order was', () => {
    const tilted = [
      [100, 130],
      [300, 100],
      [310, 160],
      [110, 190],
    ];

    for (const order of ordersOf([0, 1, 2, 3])) {
      const location = order.map((i) => tilted[i]);
      assert.deepEqual(one({ plate_location: location })?.plate_location, tilted, order.join());
    }
  });

  it('go round the plate, however far it is turned', () => {
    for (let degrees = 0; degrees < 360; degrees += 15) {
      const plate = turned(degrees);
      for (const order of ordersOf([0, 1, 2, 3])) {
        const found = one({ plate_location: order.map((i) => plate[i]) })?.plate_location ?? [];
        // Corners that cross over enclose less, and those that go the other way less than nothing.
        assert.ok(Math.abs(enclosed(found) - 200 * 60) < 300, `${degrees}°, ${order.join()}`);
      }
    }
  });

  it('may lie outside the picture', () => {
    const location = [
      [-5, -3],
      [20, -3],
      [20, 9],
      [-5, 9],
    ];

    assert.deepEqual(one({ plate_location: location })?.plate_location, location);
  });

  for (const location of [
    undefined,
    null,
    '1,2,3,4',
    {},
    [],
    [[1, 2]],
    corners.slice(0, 3),
    [...corners, [1, 2]],
    [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ],
    [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, '8'],
    ],
    [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, null],
    ],
    [
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    ],
  ]) {
    it(`are none where the service gives ${JSON.stringify(location)}`, () => {
      assert.deepEqual(one({ plate_location: location })?.plate_location, []);
    });
  }

  it('are integers, each given one once, whatever the service gives', () => {
    const point = fc.tuple(fc.integer({ min: -99, max: 9999 }), fc.integer({ min: -99, max: 9999 }));

    fc.assert(
      fc.property(fc.tuple(point, point, point, point), (location) => {
        const found = one({ plate_location: location })?.plate_location ?? [];
        assert.deepEqual(found.map(String).toSorted(), location.map(String).toSorted());
      }),
    );
  });
});
