import assert from 'node:assert/strict';
import { answers } from '../emulator';
import { launched } from './support/browser';
import { answerFor, drawnPicture } from './support/drawn';
import { Editor } from './support/editor';
import { useScene } from './support/scene';
import { Trial } from './support/trial';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };

interface Sent {
  payload: { plate_number: string };
  error: { hint: string };
}

describe('"Try it" with a service that is not the deployed one', () => {
  const scene = useScene();
  let trial: Trial;
  let before: number;

  async function edit(...flows: object[]): Promise<void> {
    before = scene().emulator.callCount;
    await scene().show(...flows);
    await scene().editor.page.evaluate(`RED.workspaces.show(RED.nodes.node('reader').z)`);
    await scene().editor.edit('reader');
    trial = new Trial(scene().editor);
    await trial.choose(await drawnPicture('blue-car'));
  }

  async function assertRefused(reason: string): Promise<void> {
    await trial.says(reason);
    assert.equal(await trial.read.isEnabled(), false);
    assert.equal(scene().emulator.callCount, before);
  }

  it('says that one must be chosen', async () => {
    await edit({ ...READER, service: '', wires: [[], []] });

    await assertRefused('Choose a service first');
  });

  it('calls nobody before a changed one is deployed, whatever it says of costs', async () => {
    const { editor } = scene();
    await edit(scene().service, { ...READER, wires: [[], []] });
    assert.ok(await trial.read.isEnabled());

    await editor.editService();
    await editor.config('engine').selectOption('edge');
    await editor.doneWithService();

    await assertRefused('deploy first');
    await editor.done();
    await editor.deploy();
    await editor.edit('reader');
    await trial.says('Read on this machine, at no cost.');
  });

  it('cannot be in a subflow', async () => {
    const subflow = { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [], env: [] };
    await edit(subflow, { ...scene().service, z: 'sub' }, { ...READER, z: 'sub', wires: [[], []] });

    await assertRefused('cannot be tried here');
  });
});

describe('"Try it" with settings from the environment', () => {
  const scene = useScene();

  for (const property of ['timeout', 'crop']) {
    it(`takes the default of ${property}, and says so`, async () => {
      const { emulator, editor } = scene();
      const picture = await drawnPicture('blue-car');
      await scene().show(scene().service, { ...READER, [property]: '${NAME}', wires: [[], []] });
      emulator.answer(answerFor(picture));
      await editor.edit('reader');
      const trial = new Trial(editor);
      await trial.choose(picture);

      await trial.read.click();

      await trial.result.getByText('left at its default').waitFor();
      assert.equal((await trial.message<Sent>()).payload.plate_number, '浙A7K362');
    });
  }
});

describe('"Try it" in another language than that of Node-RED', () => {
  const scene = useScene();

  it('gives hints in that of the browser', async () => {
    const picture = await drawnPicture('blue-car');
    const elsewhere = await Editor.open(launched(), scene().red.url, { locale: 'zh-CN' });
    try {
      await scene().show(scene().service, { ...READER, wires: [[], []] });
      scene().emulator.answer(answers.refusal('ModelArts.4204'));
      await elsewhere.load();
      await elsewhere.edit('reader');
      const trial = new Trial(elsewhere);
      await trial.choose(picture);

      await trial.read.click();

      await trial.result.locator('pre').waitFor();
      assert.match((await trial.message<Sent>()).error.hint, /开通/);
    } finally {
      await elsewhere.close();
    }
  });
});
