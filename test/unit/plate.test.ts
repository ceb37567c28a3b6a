import assert from 'node:assert/strict';
import { nearestFirst, type Plate } from '#nodes/lib/plate';

function plate(plate_number: string, width: number, height: number, confidence: number | null = 0.9): Plate {
  const plate_location: Plate['plate_location'] =
    width === 0
      ? []
      : [
          [10, 10],
          [10 + width, 10],
          [10 + width, 10 + height],
          [10, 10 + height],
        ];
  return { plate_number, plate_color: 'blue', plate_location, confidence };
}

function order(...plates: Plate[]): string[] {
  return nearestFirst(plates).map(({ plate_number }) => plate_number);
}

describe('the nearest car', () => {
  it('has the largest plate, however sure the others are', () => {
    assert.deepEqual(order(plate('far', 50, 10, 0.99), plate('near', 100, 20, 0.5)), ['near', 'far']);
  });

  it('has the largest plate wherever it stands in the picture', () => {
    const far = plate('far', 50, 10);
    far.plate_location = far.plate_location.map(([x, y]) => [x + 3000, y + 2000]);

    assert.deepEqual(order(far, plate('near', 100, 20)), ['near', 'far']);
  });

  it('is judged by area, not by width', () => {
    assert.deepEqual(order(plate('wide', 100, 10), plate('two rows', 60, 30)), ['two rows', 'wide']);
  });

  it('is the surest of equals', () => {
    assert.deepEqual(order(plate('unsure', 50, 10, 0.5), plate('sure', 50, 10, 0.9)), ['sure', 'unsure']);
  });

  it('is the surest where corners are missing', () => {
    assert.deepEqual(order(plate('a', 0, 0, 0.5), plate('b', 0, 0, null), plate('c', 0, 0, 0.9)), [
      'c',
      'a',
      'b',
    ]);
  });

  it('comes before plates without corners', () => {
    assert.deepEqual(order(plate('nowhere', 0, 0, 0.99), plate('somewhere', 5, 2, 0.1)), [
      'somewhere',
      'nowhere',
    ]);
  });

  it('does not depend on where the corners begin or which way they turn', () => {
    const near = plate('near', 100, 20);
    near.plate_location.reverse();
    const [first, ...rest] = near.plate_location;
    assert.ok(first);
    near.plate_location = [...rest, first];

    assert.deepEqual(order(plate('far', 50, 10), near), ['near', 'far']);
  });

  it('is found without touching the list', () => {
    const plates = [plate('far', 50, 10), plate('near', 100, 20)];
    nearestFirst(plates);

    assert.deepEqual(
      plates.map(({ plate_number }) => plate_number),
      ['far', 'near'],
    );
  });
});
