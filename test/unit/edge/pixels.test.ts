import assert from 'node:assert/strict';
import { cropRectangle } from '#nodes/lib/edge/crop';
import { quadOf } from '#nodes/lib/edge/geometry';
import { cropPixels, resize } from '#nodes/lib/edge/pixels';
import { warp } from '#nodes/lib/edge/warp';
import { quarters, quartersOf } from './pictures';

describe('pixels', () => {
  it('keep their places when scaled up or down', () => {
    for (const [width, height] of [
      [16, 12],
      [7, 5],
      [100, 80],
      [32, 24],
    ] as const) {
      const scaled = resize(quarters(), width, height);

      assert.deepEqual([scaled.width, scaled.height], [width, height]);
      assert.equal(quartersOf(scaled), 'RGBW');
    }
  });

  it('are cut at the edge of the picture', () => {
    const part = cropPixels(quarters(), { x: 20, y: -5, width: 100, height: 100 });

    assert.deepEqual([part.width, part.height], [12, 24]);
    assert.equal(quartersOf(part), 'GGWW');
  });

  it('are straightened from a quad in any direction', () => {
    const [tl, tr, br, bl] = quadOf({ x: 0, y: 0, width: 32, height: 24 });

    assert.equal(quartersOf(warp(quarters(), [tl, tr, br, bl], 40, 20)), 'RGBW');
    assert.equal(quartersOf(warp(quarters(), [tr, br, bl, tl], 40, 20)), 'GWRB');
  });

  it('repeat at the edge where a quad leaves the picture', () => {
    const outside = warp(quarters(), quadOf({ x: -64, y: 0, width: 64, height: 12 }), 20, 10);

    assert.equal(quartersOf(outside), 'RRRR');
  });
});

describe('a crop in percent', () => {
  it('is whole pixels inside the picture', () => {
    assert.deepEqual(cropRectangle({ x: 10, y: 50, width: 33.3, height: 50 }, 1920, 1080), {
      x: 192,
      y: 540,
      width: 639,
      height: 540,
    });
  });

  it('has at least one pixel', () => {
    assert.deepEqual(cropRectangle({ x: 100, y: 100, width: 0, height: 0 }, 10, 10), {
      x: 9,
      y: 9,
      width: 1,
      height: 1,
    });
  });
});
