import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DOCUMENTED, one } from './documented';

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

  it('of a tilted plate begin at its top left', () => {
    const tilted = [
      [100, 130],
      [300, 100],
      [310, 160],
      [110, 190],
    ];

    assert.deepEqual(one({ plate_location: tilted.toReversed() })?.plate_location, tilted);
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
