import assert from 'node:assert/strict';
import { drawnPicture } from './support/drawn';
import { useScene } from './support/scene';
import { Trial } from './support/trial';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, wires: [[], []] };
const PAGE = '<html><body>nginx</body></html>';

describe('a dialog that Node-RED does not answer', () => {
  const scene = useScene();

  beforeEach(async () => {
    await scene().show(scene().service, { ...READER, service: 'service' });
    await scene().editor.edit('reader');
  });

  afterEach(() => scene().editor.page.unrouteAll());

  for (const [status, words] of [
    [200, 'A page that is not of Node-RED'],
    [401, 'permission to change flows'],
    [413, 'takes no pictures of this size'],
    [502, 'does not answer'],
  ] as const) {
    it(`says in words what a status of ${status} means to "Try it"`, async () => {
      const { editor } = scene();
      await editor.page.route('**/license-plate/try?*', (route) => route.fulfill({ status, body: PAGE }));
      const trial = new Trial(editor);
      await trial.choose(await drawnPicture('blue-car'));

      await trial.read.click();

      await trial.says(words);
    });
  }

  for (const [what, answer, words] of [
    ['a login that may only look', { status: 401, body: 'Unauthorized' }, 'permission to change flows'],
    ['the login page of a proxy', { status: 200, body: PAGE }, 'A page that is not of Node-RED'],
    ['a Node-RED that is gone', undefined, 'does not answer'],
  ] as const) {
    it(`says in words what ${what} means to "Check"`, async () => {
      const { editor } = scene();
      await editor.page.route('**/license-plate/check', (route) =>
        answer ? route.fulfill(answer) : route.abort(),
      );
      await editor.editService();
      const check = editor.page.locator('#license-plate-check');

      await check.getByRole('button').click();

      await check.locator('.fa-times').waitFor();
      assert.ok((await check.locator('li').innerText()).includes(words));
    });
  }
});
