import assert from 'node:assert/strict';
import { answers } from '../emulator';
import { answerFor, type DrawnPicture, drawnPicture } from './support/drawn';
import { useScene } from './support/scene';

const AT = { z: 'tab', y: 200 };

/** Inject, read, and a debug node for each output. */
function flowWith(picture: DrawnPicture): object[] {
  const debug = { ...AT, type: 'debug', active: true, tosidebar: true, complete: 'payload', x: 600 };
  return [
    {
      ...AT,
      id: 'inject',
      type: 'inject',
      x: 150,
      props: [{ p: 'payload' }],
      repeat: '',
      crontab: '',
      once: false,
      payload: `data:${picture.mimeType};base64,${picture.buffer.toString('base64')}`,
      payloadType: 'str',
      wires: [['reader']],
    },
    { ...AT, id: 'reader', type: 'license-plate', x: 350, service: 'service', wires: [['plate'], ['error']] },
    { ...debug, id: 'plate', name: 'plate' },
    { ...debug, id: 'error', name: 'error', complete: 'error', y: 280 },
  ];
}

for (const [language, blue, none] of [
  ['en-US', 'blue plate', 'no plate'],
  ['zh-CN', '蓝牌', '无车牌'],
] as const) {
  describe(`a deployed flow in ${language}`, () => {
    const scene = useScene(language === 'zh-CN' ? { language } : {});
    let picture: DrawnPicture;

    before(async () => {
      picture = await drawnPicture('blue-car');
    });

    it('sends plates by output 1 and reasons by output 2, and says so under the node', async () => {
      const { editor, emulator } = scene();
      await scene().show(scene().service, ...flowWith(picture));
      const status = editor.onWorkspace('reader').locator('.red-ui-flow-node-status-label');
      await editor.showDebug();

      emulator.answer(answerFor(picture), answers.empty());
      await editor.inject('inject');
      await editor.debugMessages.nth(0).getByText('浙A7K362').first().waitFor();
      const good = await status.textContent();
      await editor.inject('inject');
      await editor.debugMessages.nth(1).getByText('NO_PLATE').first().waitFor();

      assert.equal(good, blue);
      assert.equal(await status.textContent(), none);
      assert.equal(await editor.debugMessages.count(), 2);
    });
  });
}

describe('a flow made by hand', () => {
  const scene = useScene();

  it('is dragged, set up, deployed and run without leaving the browser', async () => {
    const { editor, emulator } = scene();
    const picture = await drawnPicture('blue-car');
    await scene().show(...flowWith(picture).filter((node) => 'id' in node && node.id === 'inject'));
    const id = await editor.drag('license-plate', 420, 200);
    await editor.connect('inject', id);
    await editor.edit(id);
    await editor.addService();
    await editor.config('endpoint').fill(emulator.url);
    await editor.config('projectId').fill(emulator.projectId);
    await editor.config('token').fill(emulator.token);
    await editor.doneWithService();
    await editor.input('showPlate').check();
    await editor.done();
    await editor.deploy();
    emulator.answer(answerFor(picture));

    await editor.inject('inject');

    await editor.onWorkspace(id).getByText('浙A7K362').waitFor();
    assert.equal(await editor.property(id, 'valid'), true);
  });
});
