import assert from 'node:assert/strict';
import { answers } from '../emulator';
import { type DrawnPicture, drawnPicture } from './support/drawn';
import { useScene } from './support/scene';
import { Trial } from './support/trial';

const SIDES = ['x', 'y', 'width', 'height'] as const;
const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };
type Crop = Record<(typeof SIDES)[number], number>;

describe('the part that matters', () => {
  const scene = useScene();
  let picture: DrawnPicture;

  before(async () => {
    picture = await drawnPicture('blue-car');
  });

  beforeEach(async () => {
    await scene().show(scene().service, { ...READER, wires: [[], []] });
    await scene().editor.edit('reader');
  });

  const field = (side: string) => scene().editor.page.locator(`#license-plate-crop-${side}`);
  const values = () => Promise.all(SIDES.map(async (side) => Number(await field(side).inputValue())));

  /** "Try it" with the picture, and where that is on the screen. */
  async function onScreen() {
    const trial = new Trial(scene().editor);
    await trial.choose(picture);
    await trial.overlay.scrollIntoViewIfNeeded();
    const box = await trial.overlay.boundingBox();
    if (!box) throw new Error('The picture is not on the screen.');
    return { trial, box };
  }

  it('is drawn on the picture with the mouse, saved as percent, and shown again', async () => {
    const { editor } = scene();
    const { trial, box } = await onScreen();
    const wanted: Crop = { x: 20, y: 40, width: 50, height: 30 };

    await editor.page.mouse.move(box.x + 0.7 * box.width, box.y + 0.7 * box.height);
    await editor.page.mouse.down();
    await editor.page.mouse.move(box.x + 0.2 * box.width, box.y + 0.4 * box.height, { steps: 4 });
    await editor.page.mouse.up();
    await editor.done();

    const saved = (await editor.property('reader', 'crop')) as Crop;
    for (const side of SIDES) assert.ok(Math.abs(saved[side] - wanted[side]) <= 0.3, JSON.stringify(saved));
    await editor.deploy();
    await editor.load();
    await editor.edit('reader');
    assert.deepEqual(
      await values(),
      SIDES.map((side) => saved[side]),
    );
    await trial.choose(picture);
    const drawn = await trial.overlay.locator('rect.crop').boundingBox();
    const shown = await trial.overlay.boundingBox();
    assert.ok(drawn && shown);
    assert.ok(Math.abs((drawn.x - shown.x) / shown.width - 0.2) < 0.01);
    assert.ok(Math.abs(drawn.height / shown.height - 0.3) < 0.01);
  });

  it('stays as it was drawn where the finger was taken for a scroll, whatever moves then', async () => {
    const { editor } = scene();
    const { trial, box } = await onScreen();
    await editor.page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
    await editor.page.mouse.down();
    await editor.page.mouse.move(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
    const drawn = await values();

    await trial.overlay.dispatchEvent('pointercancel');
    await editor.page.mouse.move(box.x + 0.8 * box.width, box.y + 0.8 * box.height);

    assert.deepEqual(await values(), drawn);
    await editor.page.mouse.up();
  });

  it('can be typed, and is drawn while one types', async () => {
    const { editor } = scene();
    const trial = new Trial(editor);
    await trial.choose(picture);

    for (const [side, value] of Object.entries({ x: 10, y: 20, width: 60, height: 50.5 })) {
      await field(side).focus();
      await editor.page.keyboard.type(String(value));
    }

    await trial.overlay.locator('rect.crop').waitFor();
    await editor.done();
    assert.deepEqual(await editor.property('reader', 'crop'), { x: 10, y: 20, width: 60, height: 50.5 });
  });

  it('is all that is sent, and a plate is drawn where it is in the whole picture', async () => {
    const { emulator } = scene();
    const trial = new Trial(scene().editor);
    const [truth] = picture.truth;
    const corners = truth?.plate_location ?? [];
    const inPart = corners.map(([x, y]) => [x - picture.width / 4, y - picture.height / 2]);
    emulator.answer(answers.plates({ ...truth, plate_location: inPart, confidence: 0.9 }));
    for (const [side, percent] of Object.entries({ x: 25, y: 50, width: 50, height: 50 })) {
      await field(side).fill(String(percent));
    }
    await trial.choose(picture);

    await trial.read.click();

    await trial.result.locator('pre').waitFor();
    const { payload } = await trial.message<{ payload: { plate_location: unknown } }>();
    assert.deepEqual(payload.plate_location, corners);
    const { width, height } = emulator.calls.at(-1)?.picture ?? {};
    assert.deepEqual([width, height], [picture.width / 2, picture.height / 2]);
    assert.deepEqual(await trial.sidesWithoutGreen(corners, picture), []);
  });

  it('can be made the whole picture again', async () => {
    const { editor } = scene();
    for (const side of SIDES) await field(side).fill('40');

    await editor.page.getByRole('button', { name: 'whole picture' }).click();
    await editor.done();

    assert.equal(await editor.property('reader', 'crop'), '');
  });

  it('says what is wrong while it reaches beyond the picture', async () => {
    const { editor } = scene();
    for (const side of SIDES) await field(side).fill('60');
    await field('height').press('Tab');

    await editor.page.getByText('must lie within the picture').waitFor();

    await editor.page.getByRole('button', { name: 'whole picture' }).click();
    await editor.page.getByText('must lie within the picture').waitFor({ state: 'hidden' });
  });

  for (const [name, crop, shown] of [
    ['a variable', '${CROP}', [0, 0, 0, 0]],
    ['JSON text', '{"x":10,"y":20,"width":30,"height":40}', [10, 20, 30, 40]],
    ['variables in it', { x: '${X}', y: 20, width: 30, height: 40 }, [0, 0, 0, 0]],
    [
      'sides that add up to a hair more than all',
      { x: 33.3, y: 0, width: 66.7, height: 100 },
      [33.3, 0, 66.7, 100],
    ],
  ] as const) {
    it(`is good as ${name}, and stays as it is where nobody touches it`, async () => {
      const { editor } = scene();
      await scene().show(scene().service, { ...READER, crop, wires: [[], []] });
      await editor.edit('reader');

      assert.deepEqual(await values(), shown);
      const text = typeof crop === 'string' ? crop : JSON.stringify(crop);
      const variable = editor.page.getByText(`From the environment, until a number is entered: ${text}`);
      assert.equal(await variable.isVisible(), text.includes('$'));
      assert.equal(await editor.page.getByText('must lie within the picture').isVisible(), false);
      await editor.done();

      assert.deepEqual(await editor.property('reader', 'crop'), crop);
    });
  }

  it('is no variable any more once a number is entered', async () => {
    const { editor } = scene();
    await scene().show(scene().service, { ...READER, crop: '${CROP}', wires: [[], []] });
    await editor.edit('reader');

    for (const side of SIDES) await field(side).fill('40');
    await editor.done();

    assert.deepEqual(await editor.property('reader', 'crop'), { x: 40, y: 40, width: 40, height: 40 });
  });
});
