import assert from 'node:assert/strict';
import { backgroundColor, otsuThreshold } from '#nodes/lib/edge/background-color';
import { colorRegions } from '#nodes/lib/edge/color-regions';
import { toHsv } from '#nodes/lib/edge/hsv';
import { blank } from '#nodes/lib/edge/pixels';
import { agreedColor, plateColor } from '#nodes/lib/edge/plate-color';
import { BLUE, GREEN, lineOf, WHITE, YELLOW } from './candidates';

describe('the ground of a plate', () => {
  for (const [name, line, dark] of [
    ['blue', BLUE, true],
    ['green', GREEN, false],
    ['yellow', YELLOW, false],
    ['white', WHITE, false],
    ['black', lineOf(18, 18, 20, 250), true],
  ] as const) {
    it(`is seen as ${name}`, () => {
      const ground = backgroundColor(line);

      assert.deepEqual([ground.color, ground.dark], [name, dark]);
    });
  }

  it('is parted from the ink where the brightness has two heaps', () => {
    const threshold = otsuThreshold([10, 12, 11, 200, 205, 210]);

    assert.ok(threshold >= 12 && threshold < 200);
  });
});

describe('the color of a plate', () => {
  const blue = backgroundColor(BLUE);
  const green = backgroundColor(GREEN);
  const yellow = backgroundColor(YELLOW);

  it('follows from the number where only one is legal', () => {
    assert.equal(plateColor('沪AD12345', 'new-energy-small', blue), 'green');
    assert.equal(plateColor('浙A12345D', 'new-energy-large', blue), 'yellow_green');
    assert.equal(plateColor('京A0006警', 'special', blue), 'white');
    assert.equal(plateColor('粤E1234学', 'special', blue), 'yellow');
    assert.equal(plateColor('粤Z1234港', 'special', blue), 'black');
    assert.equal(plateColor('224578使', 'embassy', blue), 'black');
  });

  it('follows from the pixels otherwise', () => {
    assert.equal(plateColor('京A12345', 'ordinary', blue), 'blue');
    assert.equal(plateColor('京A12345', 'ordinary', yellow), 'yellow');
    assert.equal(plateColor('京A12345', 'ordinary', backgroundColor(WHITE)), 'white');
  });

  it('is blue at night, when colors are gone', () => {
    assert.equal(plateColor('京A12345', 'ordinary', backgroundColor(lineOf(90, 90, 92, 230))), 'blue');
  });

  it('is what most views show', () => {
    assert.equal(agreedColor('京A12345', 'ordinary', [green, yellow, yellow]), 'yellow');
  });
});

describe('places in the color of plates', () => {
  it('are found, the most plate-like first', () => {
    const picture = blank(640, 480);
    paint(picture, { x: 200, y: 300, width: 120, height: 40 }, [20, 60, 200]);
    paint(picture, { x: 20, y: 20, width: 30, height: 200 }, [240, 190, 30]);

    assert.deepEqual(colorRegions(picture), [{ x: 200, y: 300, width: 120, height: 40 }]);
  });

  it('are one where characters part them', () => {
    const picture = blank(640, 480);
    for (let x = 200; x < 320; x += 12) paint(picture, { x, y: 300, width: 8, height: 40 }, [20, 60, 200]);

    assert.equal(colorRegions(picture).length, 1);
  });
});

it('turns red, green and blue into hues', () => {
  assert.deepEqual(
    [toHsv(255, 0, 0), toHsv(0, 255, 0), toHsv(0, 0, 255), toHsv(9, 9, 9)].map(({ hue }) => hue),
    [0, 120, 240, 0],
  );
});

function paint(
  picture: ReturnType<typeof blank>,
  area: { x: number; y: number; width: number; height: number },
  color: number[],
) {
  for (let y = area.y; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++) picture.data.set(color, (y * picture.width + x) * 4);
  }
}
