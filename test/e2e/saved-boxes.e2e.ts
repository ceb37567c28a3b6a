import assert from 'node:assert/strict';
import { useScene } from './support/scene';

const AT = { z: 'tab', x: 300, y: 200, wires: [[], []] };
const GATE = { ...AT, id: 'gate', type: 'license-plate-gate' };
const READER = { ...AT, id: 'reader', type: 'license-plate', service: 'service' };
const VARIABLE = '$' + '{MAY_OPEN}';

describe('a box in a dialog', () => {
  const scene = useScene();

  for (const [saved, ticked] of [
    ['false', false],
    ['true', true],
    ['', true],
  ] as const) {
    it(`is ${ticked ? 'ticked' : 'not ticked'} where "${saved}" was saved as text, as the gate reads it`, async () => {
      const { editor } = scene();
      await scene().show({ ...GATE, allowFallback: saved });

      await editor.edit('gate');

      assert.equal(await editor.input('allowFallback').isChecked(), ticked);
      await editor.done();
      assert.equal(await editor.property('gate', 'allowFallback'), ticked);
    });
  }

  it('keeps the environment variable that was saved until it is touched', async () => {
    const { editor } = scene();
    await scene().show({ ...GATE, allowFallback: VARIABLE });
    const box = editor.page.getByRole('checkbox', { name: 'Readings of the fallback' });

    await editor.edit('gate');
    assert.equal(await box.getAttribute('title'), VARIABLE);
    await editor.done();
    assert.equal(await editor.property('gate', 'allowFallback'), VARIABLE);

    await editor.edit('gate');
    await editor.page.locator('label', { hasText: 'Readings of the fallback' }).click();
    await editor.done();
    assert.equal(await editor.property('gate', 'allowFallback'), true);
  });

  it('is marked where neither yes nor no was saved, which is kept until it is touched', async () => {
    const { editor } = scene();
    await scene().show({ ...GATE, allowFallback: 'perhaps' });
    const box = editor.page.getByRole('checkbox', { name: 'Readings of the fallback' });

    await editor.edit('gate');
    assert.equal(await box.getAttribute('title'), '“perhaps”');
    assert.equal(await box.evaluate((element) => getComputedStyle(element).outlineStyle), 'solid');
    await editor.done();
    assert.equal(await editor.property('gate', 'allowFallback'), 'perhaps');
    assert.equal(await editor.property('gate', 'valid'), false);

    await editor.edit('gate');
    await box.setChecked(true);
    assert.notEqual(await box.evaluate((element) => getComputedStyle(element).outlineStyle), 'solid');
    await editor.done();
    assert.equal(await editor.property('gate', 'valid'), true);
  });

  it('keeps that of a service, whose plates of the embedded reader are asked for', async () => {
    const { editor } = scene();
    await scene().show({ ...scene().service, fallback: VARIABLE }, READER);
    await editor.edit('reader');
    await editor.editService();

    assert.equal(await editor.config('alphabet').isVisible(), true);
    await editor.doneWithService();

    assert.equal(await editor.property('service', 'fallback'), VARIABLE);
    await editor.editService();
    await editor.page.getByRole('checkbox', { name: 'Fallback' }).setChecked(true);
    await editor.page.getByRole('checkbox', { name: 'Fallback' }).setChecked(false);
    assert.equal(await editor.config('alphabet').isVisible(), false);
    await editor.doneWithService();
    assert.equal(await editor.property('service', 'fallback'), false);
  });
});
