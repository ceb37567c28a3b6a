import assert from 'node:assert/strict';
import { useScene } from './support/scene';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };
const WIRED = { ...READER, wires: [[], []] };
const EDGE = { id: 'service', type: 'license-plate-service', engine: 'edge' };
const FETCHING = ['download', 'user', 'password', 'tls', 'allowPrivate'];

describe('the license-plate dialog', () => {
  const scene = useScene();

  for (const [what, service, saved, fields] of [
    ['the service fetches', undefined, {}, ['download']],
    ['the node fetches', undefined, { download: 'node' }, ['download', 'tls', 'allowPrivate']],
    [
      'the node fetches a fixed URL',
      undefined,
      { download: 'node', image: 'http://camera.example/a.jpg', imageType: 'str' },
      ['download', 'user', 'password', 'tls'],
    ],
    ['the embedded reader reads', EDGE, {}, ['tls', 'allowPrivate']],
  ] as const) {
    it(`asks for what matters where ${what}`, async () => {
      const { editor } = scene();
      await scene().show(service ?? scene().service, { ...WIRED, ...saved });

      await editor.edit('reader');

      const shown: string[] = [];
      for (const name of FETCHING) if (await editor.input(name).isVisible()) shown.push(name);
      assert.deepEqual(shown, fields);
    });
  }

  it('says in words what is wrong', async () => {
    const { editor } = scene();
    await scene().show(scene().service, WIRED);
    await editor.edit('reader');
    assert.match(await editor.complaint(editor.input('timeout'), 'soon'), /0\.1 to 600 seconds/);
    await editor.input('waiting').fill('1.5');
    await editor.input('minConfidence').fill('80');

    await editor.done();

    const words = String(await editor.property('reader', 'validationErrors'));
    assert.match(words, /timeout must be 0\.1 to 600 seconds/);
    assert.match(words, /whole number from 0 to 100000/);
    assert.match(words, /confidence must be 0 to 1/);
  });

  it('is content with what the runtime accepts', async () => {
    const { editor } = scene();
    await scene().show(scene().service, WIRED);
    await editor.edit('reader');

    for (const [field, value] of [
      ['timeout', '0.1'],
      ['timeout', ''],
      ['timeout', '$' + '{SECONDS}'],
      ['waiting', '0'],
      ['minConfidence', '0.8'],
    ] as const) {
      assert.equal(await editor.complaint(editor.input(field), value), '', `${field}: ${value}`);
    }
  });

  it('does not mark a node that was saved without any property, as it reads the payload', async () => {
    const { editor } = scene();
    await scene().show(EDGE, WIRED);

    assert.equal(await editor.property('reader', 'valid'), true);
  });

  for (const [which, service] of [
    ['no service', ''],
    ['a service that is gone', 'gone'],
  ]) {
    it(`marks a node with ${which}, and says why where the mouse rests on it`, async () => {
      const { editor } = scene();
      await scene().show({ ...WIRED, service });

      await editor.onWorkspace('reader').locator('.red-ui-flow-node-error').hover();

      await editor.page.getByText('Choose a service, or add one').first().waitFor();
    });
  }

  it('shows what an old flow does without the new properties, and "Done" keeps it so', async () => {
    const { editor } = scene();
    await scene().show(scene().service, WIRED);
    await editor.edit('reader');

    await editor.done();

    const now = await Promise.all(
      ['image', 'imageType', 'download', 'overflow', 'keepImage', 'showPlate', 'crop'].map((name) =>
        editor.property('reader', name),
      ),
    );
    assert.deepEqual(now, ['payload', 'msg', 'service', 'reject', true, false, '']);
  });

  it('keeps everything over a reload, and the password of the camera stays in Node-RED', async () => {
    const { editor, red } = scene();
    const url = 'http://camera.example/a.jpg';
    await scene().show(scene().service, { ...WIRED, download: 'node', image: url, imageType: 'str' });
    await editor.edit('reader');
    await editor.input('name').fill('Gate 1');
    await editor.input('user').fill('camera');
    await editor.input('password').fill('typed-password-0123');
    await editor.input('timeout').fill('7');
    await editor.input('waiting').fill('1');
    await editor.input('overflow').selectOption('oldest');
    await editor.input('minConfidence').fill('0.8');
    await editor.input('keepImage').uncheck();
    await editor.input('showPlate').check();
    await editor.done();
    await editor.deploy();

    await editor.load();
    await editor.edit('reader');

    const values = await Promise.all(
      ['name', 'user', 'password', 'timeout', 'waiting', 'overflow', 'minConfidence'].map((name) =>
        editor.input(name).inputValue(),
      ),
    );
    assert.deepEqual(values, ['Gate 1', 'camera', '__PWRD__', '7', '1', 'oldest', '0.8']);
    assert.equal(await editor.input('keepImage').isChecked(), false);
    assert.equal(await editor.input('showPlate').isChecked(), true);
    const outside = JSON.stringify([
      await editor.exported(),
      await red.json('/flows'),
      await red.json('/credentials/license-plate/reader'),
    ]);
    assert.equal(outside.includes('typed-password-0123'), false);
  });

  it('can be walked through with the Tab key alone', async () => {
    const { editor } = scene();
    await scene().show(scene().service, WIRED);
    await editor.edit('reader');
    const wanted = await editor.focusable();

    await editor.input('name').focus();

    assert.deepEqual(await editor.unreachable(wanted), []);
  });
});
