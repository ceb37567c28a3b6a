import assert from 'node:assert/strict';
import { lineThrough, median, percentile, spreadOf } from './statistics';

describe('statistics of the bench', () => {
  it('take the middle value, or the mean of both middle ones', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([9, 1, 5, 2]), 3.5);
    assert.equal(median([7]), 7);
  });

  it('have no median of nothing', () => {
    assert.ok(Number.isNaN(median([])));
  });

  it('name percentiles that were really seen', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);

    assert.equal(percentile(values, 0.5), 100);
    assert.equal(percentile(values, 0.99), 198);
    assert.equal(percentile([3], 0.99), 3);
  });

  it('show the least and the greatest beside the median', () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, min: 1, max: 3 });
  });

  it('find a straight line, and say how straight the points are', () => {
    const exact = lineThrough([
      [1, 5],
      [2, 7],
      [4, 11],
    ]);
    const bent = lineThrough([
      [1, 1],
      [2, 4],
      [3, 9],
      [4, 16],
    ]);

    assert.deepEqual([exact.slope, exact.start].map(Math.round), [2, 3]);
    assert.ok(exact.r2 > 0.999 && bent.r2 < 0.98);
  });
});
