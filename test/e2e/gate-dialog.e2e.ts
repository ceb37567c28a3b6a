import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, useScene } from './support/scene';
import { pasteRows } from './support/spreadsheet';

const texts = JSON.parse(readFileSync(join(ROOT, 'locales/en-US/license-plate-gate.json'), 'utf8')) as {
  'license-plate-gate': { invalid: Record<string, string> };
};
const AT = { z: 'tab', x: 300, y: 200 };
const GATE = { ...AT, id: 'gate', type: 'license-plate-gate', wires: [['allow'], ['deny']] };

describe('the gate dialog', () => {
  const scene = useScene();
  const cell = (row: number, name: string) =>
    scene()
      .editor.page.locator('.license-plate-gate-cars tbody tr')
      .nth(row)
      .getByLabel(name, { exact: true });

  it('lists cars by hand, and keeps them over a reload', async () => {
    const { editor } = scene();
    await scene().show(GATE);
    await editor.edit('gate');

    await editor.page.getByRole('button', { name: 'Add a car' }).click();
    await editor.page.keyboard.type('浙A7K362');
    await cell(0, 'Name').fill('Ms. Wang');
    await cell(0, 'Color').selectOption('blue');
    await editor.done();
    await editor.deploy();

    await editor.load();
    await editor.edit('gate');
    assert.equal(await cell(0, 'Plate').inputValue(), '浙A7K362');
    assert.equal(await cell(0, 'Name').inputValue(), 'Ms. Wang');
    assert.equal(await cell(0, 'Color').inputValue(), 'blue');
  });

  const paste = (rows: string) => pasteRows(scene().editor.page, rows);

  it('takes cars that are copied out of a spreadsheet', async () => {
    const { editor } = scene();
    await scene().show(GATE);
    await editor.edit('gate');

    await paste('浙A7K362\tWang\n沪AD58206\tLi\n');

    assert.equal(await cell(0, 'Plate').inputValue(), '浙A7K362');
    assert.equal(await cell(1, 'Plate').inputValue(), '沪AD58206');
    assert.equal(await cell(1, 'Name').inputValue(), 'Li');
    assert.equal(await cell(1, 'Color').inputValue(), '');
  });

  it('finds a car however its plate or name is written, and shows what is pasted all the same', async () => {
    const { editor } = scene();
    const listed = [{ plate: '京A·12345', name: 'Li Na' }, { plate: '浙A7K362' }];
    await scene().show({ ...GATE, list: JSON.stringify(listed), listType: 'json' });
    await editor.edit('gate');
    const rows = editor.page.locator('.license-plate-gate-cars tbody tr');
    const search = editor.page.getByRole('searchbox', { name: 'Find a plate or name' });

    for (const text of ['京a 123', 'A·12', 'li na', 'LINA']) {
      await search.fill(text);
      assert.deepEqual([await rows.count(), await cell(0, 'Plate').inputValue()], [1, '京A·12345'], text);
    }
    await paste('沪AD58206\n沪AD58207');

    assert.equal(await rows.count(), 4);
    assert.equal(await search.inputValue(), '');
  });

  it('adds a car to a long list without showing the whole list', async () => {
    const { editor } = scene();
    const listed = Array.from({ length: 250 }, (_, i) => ({ plate: `京A${10000 + i}` }));
    await scene().show({ ...GATE, list: JSON.stringify(listed), listType: 'json' });
    await editor.edit('gate');
    const rows = editor.page.locator('.license-plate-gate-cars tbody tr');
    const add = editor.page.getByRole('button', { name: 'Add a car' });
    const more = editor.page.getByRole('button', { name: 'Show more' });

    await editor.page.getByRole('searchbox', { name: 'Find a plate or name' }).fill('京A10249');
    assert.equal(await rows.count(), 1);
    await add.click();
    await editor.page.keyboard.type('浙A7K362');
    assert.equal(await rows.count(), 101);
    await add.click();
    await editor.page.keyboard.type('沪AD58206');

    assert.equal(await rows.count(), 102);
    assert.equal(await cell(99, 'Plate').inputValue(), '京A10099');
    assert.equal(await cell(100, 'Plate').inputValue(), '浙A7K362');
    assert.equal(await cell(101, 'Plate').inputValue(), '沪AD58206');
    await more.click();
    assert.equal(await rows.count(), 202);
    assert.equal(await cell(199, 'Plate').inputValue(), '京A10199');
    await more.click();
    assert.equal(await rows.count(), 252);
    assert.equal(await more.isVisible(), false);
    await editor.done();
    const saved = JSON.parse((await editor.property('gate', 'list')) as string) as unknown[];
    assert.deepEqual(saved, [...listed, { plate: '浙A7K362' }, { plate: '沪AD58206' }]);
  });

  it('counts the cars that need a correction as soon as it opens, and marks them', async () => {
    const { editor } = scene();
    const list = JSON.stringify([
      { plate: '浙A7K362', color: 'yellow-green' },
      { plate: '沪AD58206', until: null },
      { plate: '京A12345', color: 'blue' },
    ]);
    await scene().show({ ...GATE, list, listType: 'json' });
    await editor.edit('gate');
    const said = editor.page.locator('.license-plate-gate-said');

    assert.equal(await said.innerText(), 'Need a correction and are not let in: 2');
    assert.match(
      (await cell(0, 'Color').getAttribute('title')) ?? '',
      /yellow-green, yellow, white or black/,
    );
    assert.equal(await cell(1, 'Until').inputValue(), 'null');

    await cell(0, 'Color').selectOption('yellow_green');
    await cell(1, 'Until').fill('');

    assert.equal(await said.innerText(), 'Cars: 3');
    await editor.done();
    assert.equal(
      await editor.property('gate', 'list'),
      JSON.stringify([
        { plate: '浙A7K362', color: 'yellow_green' },
        { plate: '沪AD58206' },
        { plate: '京A12345', color: 'blue' },
      ]),
    );
  });

  it('says of cars that were taken in bulk how many need a correction', async () => {
    const { editor } = scene();
    await scene().show(GATE);
    await editor.edit('gate');

    await paste('plate\tcolor\n浙A7K362\tred\n沪AD58206\tgreen\n');

    assert.match(
      await editor.page.locator('.license-plate-gate-said').innerText(),
      /^2 added.*\nNeed a correction and are not let in: 1$/,
    );
    await editor.done();
    const errors = (await editor.property('gate', 'validationErrors')) as string[];
    const { cars = '?' } = texts['license-plate-gate'].invalid;
    assert.ok(errors.some((error) => error.includes(cars.replace('__count__', '1'))));
  });

  it('names on each button the car that it removes, also one that was just typed in', async () => {
    const { editor } = scene();
    await scene().show({ ...GATE, list: '["京A12345"]', listType: 'json' });
    await editor.edit('gate');
    const remove = (plate: string) =>
      editor.page.getByRole('button', { name: `Remove ${plate}`, exact: true });

    await cell(0, 'Plate').fill('浙A7K362');
    await editor.page.getByRole('button', { name: 'Add a car' }).click();
    await editor.page.keyboard.type('沪AD58206');

    assert.equal(await remove('京A12345').count(), 0);
    await remove('浙A7K362').click();
    assert.equal(await cell(0, 'Plate').inputValue(), '沪AD58206');
    assert.equal(await remove('沪AD58206').count(), 1);
  });

  it('says in words what is wrong', async () => {
    const { editor } = scene();
    const list = JSON.stringify([{ plate: '浙A7K362', until: 'soon' }]);
    await scene().show({ ...GATE, list, listType: 'json' });
    await editor.edit('gate');
    await editor.input('tolerance').fill('2');
    await editor.input('minConfidence').fill('80');
    await editor.input('maxAge').fill('old');
    await editor.input('frames').fill('0');

    assert.match((await cell(0, 'Until').getAttribute('title')) ?? '', /YYYY-MM-DD/);
    await editor.done();

    const errors = (await editor.property('gate', 'validationErrors')) as string[];
    const { invalid } = texts['license-plate-gate'];
    for (const field of ['tolerance', 'minConfidence', 'maxAge', 'frames']) {
      assert.ok(
        errors.some((error) => error.includes(invalid[field] ?? '?')),
        `${field}: ${errors.join('; ')}`,
      );
    }
    assert.ok(errors.some((error) => error.includes(invalid.cars?.replace('__count__', '1') ?? '?')));
  });

  it('shows how many pictures must agree while that is more than there are', async () => {
    const { editor } = scene();
    await scene().show({ ...GATE, frames: 3, agree: 2 });
    await editor.edit('gate');

    await editor.input('frames').fill('1');
    assert.equal(await editor.input('agree').isVisible(), true);
    await editor.input('agree').fill('1');
    await editor.input('agree').press('Tab');
    assert.equal(await editor.input('agree').isVisible(), false);
    await editor.done();

    assert.equal(await editor.property('gate', 'valid'), true);
  });

  it('shows a saved wait that is wrong, though one picture decides alone', async () => {
    const { editor } = scene();
    await scene().show({ ...GATE, frames: 1, frameTimeout: 'soon' });

    await editor.edit('gate');

    assert.equal(await editor.input('frameTimeout').isVisible(), true);
  });

  it('can be walked through with the Tab key alone', async () => {
    const { editor } = scene();
    const list = JSON.stringify([{ plate: '浙A7K362' }]);
    await scene().show({ ...GATE, list, listType: 'json', frames: 3 });
    await editor.edit('gate');
    const wanted = await editor.focusable();

    await editor.input('name').focus();

    assert.deepEqual(await editor.unreachable(wanted), []);
  });
});
