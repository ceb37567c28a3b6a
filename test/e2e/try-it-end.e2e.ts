import assert from 'node:assert/strict';
import { drawnPicture } from './support/drawn';
import { useScene } from './support/scene';
import { Trial } from './support/trial';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };

describe('"Try it" ends with its dialog', () => {
  const scene = useScene();

  for (const [how, button] of [
    ['"Cancel"', '#node-dialog-cancel'],
    ['"Done"', '#node-dialog-ok'],
    ['"Delete"', '#node-dialog-delete'],
  ] as const) {
    it(`by ${how}: the call is ended, and pasted pictures are no longer taken`, async () => {
      const { editor, emulator } = scene();
      await scene().show(scene().service, { ...READER, wires: [[], []] });
      const listening = () =>
        editor.page.evaluate(() => window.jQuery._data(document, 'events')?.paste?.length ?? 0);
      const before = await listening();
      await editor.edit('reader');
      const trial = new Trial(editor);
      emulator.misbehave({ fault: 'hold', when: 'before-headers' });
      await trial.choose(await drawnPicture('blue-car'));
      await trial.read.click();
      await emulator.held();
      assert.equal(await listening(), before + 1);

      await editor.page.locator(button).click();

      await emulator.idle();
      assert.equal(emulator.calls.at(-1)?.aborted, true);
      assert.equal(await listening(), before);
    });
  }

  it('says nothing where a node is deleted whose dialog is not open', async () => {
    const { editor } = scene();
    await scene().show(scene().service, { ...READER, wires: [[], []] });
    const said: string[] = [];
    editor.page.on('console', (message) => said.push(message.text()));

    await editor.onWorkspace('reader').locator('.red-ui-flow-node').first().click();
    await editor.page.keyboard.press('Delete');
    await editor.onWorkspace('reader').waitFor({ state: 'detached' });

    assert.deepEqual(
      said.filter((text) => text.includes('oneditdelete')),
      [],
    );
  });
});
