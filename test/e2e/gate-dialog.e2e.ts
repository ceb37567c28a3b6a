import assert from 'node:assert/strict';
import { useScene } from './support/scene';

const GATE = { id: 'gate', type: 'license-plate-gate', z: 'tab', x: 300, y: 200, wires: [[], []] };

describe('the license-plate-gate dialog', () => {
  const scene = useScene();

  async function edit(saved: object = {}) {
    const { editor } = scene();
    await scene().show({ ...GATE, ...saved });
    await editor.edit('gate');
    const cars = editor.page.locator('#license-plate-gate-cars');
    const button = (name: string) => cars.getByRole('button', { name, exact: true });
    const listed = async () => JSON.parse(String(await editor.property('gate', 'list'))) as unknown;
    return { editor, cars, button, list: listed };
  }

  it('takes cars by keyboard alone', async () => {
    const { editor, button, list } = await edit();

    await button('Add a car').focus();
    await editor.page.keyboard.press('Enter');
    await editor.page.keyboard.type('京A12345');
    for (const text of ['b', 'Li Na', '', '2026-12-31']) {
      await editor.page.keyboard.press('Tab');
      await editor.page.keyboard.type(text);
    }
    await editor.done();

    assert.deepEqual(await list(), [
      { plate: '京A12345', color: 'blue', name: 'Li Na', until: '2026-12-31' },
    ]);
  });

  it('takes what a spreadsheet copies, and what it saves', async () => {
    const { editor, cars, button, list } = await edit({ list: '["京A12345"]' });

    await button('Paste from a spreadsheet').click();
    await cars.locator('textarea').fill('plate\tcolor\tuntil\n沪B67890\t绿\t2026/12/31\n');
    await button('Add these rows').click();
    const file = {
      name: 'cars.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('车牌,车主\n粤C1,"李, 王"\n京A12345,\n'),
    };
    await cars.locator('input[type=file]').setInputFiles(file);
    await cars.getByText('1 added, 1 were there already').waitFor();
    await editor.done();

    assert.deepEqual(await list(), [
      { plate: '京A12345' },
      { plate: '沪B67890', color: 'green', until: '2026-12-31' },
      { plate: '粤C1', name: '李, 王' },
    ]);
  });

  it('says in words what is wrong', async () => {
    const { editor, cars, button } = await edit();

    for (const [field, value, words] of [
      ['tolerance', '1', /0 to 0\.9/],
      ['minConfidence', '80', /must be 0 to 1/],
      ['maxAge', '-1', /0 to 86400/],
      ['rearm', 'soon', /0 to 86400/],
      ['frames', '0', /1 to 100/],
    ] as const) {
      assert.match(await editor.complaint(editor.input(field), value), words, field);
    }
    await editor.input('frames').fill('2');
    assert.match(await editor.complaint(editor.input('agree'), '3'), /number of pictures that must agree/);
    await button('Add a car').click();
    await cars.getByLabel('Until', { exact: true }).fill('31.12.2026');
    assert.equal(await cars.getByLabel('Until', { exact: true }).getAttribute('aria-invalid'), 'true');
    await cars.getByText('Need a correction and are not let in: 1').waitFor();
  });

  it('keeps the list and the name of a list elsewhere apart', async () => {
    const { editor, cars } = await edit({ list: 'cars', listType: 'flow' });
    assert.equal(await cars.isVisible(), false);
    await editor.page.getByText('Read at every decision').first().waitFor();

    await editor.page.evaluate("$('#node-input-list').typedInput('type', 'json')");
    await cars.waitFor();
    await editor.done();

    assert.equal(await editor.property('gate', 'list'), '[]');
    assert.equal(await editor.property('gate', 'listType'), 'json');
  });

  it('shows a thousand cars by the hundred, and finds one', async () => {
    const list = JSON.stringify(Array.from({ length: 1000 }, (_, i) => `京A${10_000 + i}`));
    const { cars, button } = await edit({ list });

    const rows = cars.locator('tbody tr');
    assert.equal(await rows.count(), 100);
    await button('Show more').click();
    assert.equal(await rows.count(), 200);
    await cars.locator('input[type=search]').fill('a10999');
    assert.equal(await rows.count(), 1);
  });
});
