import assert from 'node:assert/strict';
import { useScene } from './support/scene';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, wires: [[], []] };
const variable = (name: string) => `$\{${name}}`;

describe('a choice in a dialog', () => {
  const scene = useScene();

  for (const [name, saved] of [
    ['service', variable('SERVICE')],
    ['download', variable('FETCHED_BY')],
    ['tls', variable('CAMERA_TLS')],
    ['overflow', variable('WHEN_FULL')],
  ] as const) {
    it(`shows the environment variable that was saved as "${name}", and "Done" keeps it`, async () => {
      const { editor } = scene();
      await scene().show(scene().service, { ...READER, service: 'service', [name]: saved });

      await editor.edit('reader');

      assert.equal(await editor.input(name).locator('option:checked').textContent(), saved);
      assert.equal(await editor.input(name).evaluate((field) => field.className.includes('error')), false);
      await editor.done();
      assert.equal(await editor.property('reader', name), saved);
    });
  }

  for (const name of ['download', 'overflow']) {
    it(`shows and marks what was saved as "${name}" and is none of the choices, and "Done" keeps it`, async () => {
      const { editor } = scene();
      await scene().show(scene().service, { ...READER, service: 'service', [name]: 'foo' });

      await editor.edit('reader');

      await editor.page.locator(`#node-input-${name}.input-error`).waitFor();
      assert.equal(await editor.input(name).locator('option:checked').textContent(), '“foo”');
      await editor.done();
      assert.equal(await editor.property('reader', name), 'foo');
      assert.equal(await editor.property('reader', 'valid'), false);
      await editor.edit('reader');
      await editor.input(name).selectOption({ index: 1 });
      await editor.done();
      assert.equal(await editor.property('reader', 'valid'), true);
    });
  }

  it('shows one that is wrong where it would not be asked for', async () => {
    const { editor } = scene();
    await scene().show(
      { id: 'service', type: 'license-plate-service', engine: 'edge', alphabet: 'any' },
      { ...scene().service, id: 'cloud', alphabet: 'foo' } as object,
      { ...READER, service: 'service', download: 'foo' },
      { ...READER, id: 'other', y: 300, service: 'cloud', allowPrivate: 'perhaps' },
    );
    await editor.edit('reader');
    assert.equal(await editor.input('download').isVisible(), true);
    await editor.cancel();

    await editor.edit('other');
    assert.equal(await editor.page.getByRole('checkbox', { name: 'URLs from messages' }).isVisible(), true);
    await editor.editService();

    assert.equal(await editor.config('alphabet').isVisible(), true);
  });

  for (const [type, field, saved, words] of [
    ['license-plate', 'imageType', { service: 'service', image: 'cars' }, variable('WHERE')],
    ['license-plate-gate', 'listType', { list: 'cars' }, variable('WHERE')],
    ['license-plate-gate', 'listType', { list: 'cars' }, 'foo'],
  ] as const) {
    it(`names "${words}", which was saved as "${field}", and "Done" keeps it`, async () => {
      const { editor } = scene();
      await scene().show(scene().service, { ...READER, ...saved, type, [field]: words });

      await editor.edit('reader');

      const shown = editor.page.locator('.red-ui-typedInput-container').first();
      assert.equal(await shown.getByRole('textbox').inputValue(), 'cars');
      assert.ok((await shown.innerText()).includes(words), await shown.innerText());
      assert.equal(
        await shown.evaluate((element) => element.classList.contains('input-error')),
        words === 'foo',
      );
      assert.equal(await editor.page.getByText('The saved list cannot be read').count(), 0);
      await editor.done();
      assert.equal(await editor.property('reader', field), words);
    });
  }

  it("offers Node-RED's own entry for a property of a subflow, and no second one", async () => {
    const { editor } = scene();
    const SERVICE = { name: 'SERVICE', type: 'license-plate-service', value: '', ui: { type: 'conf-types' } };
    await scene().show(
      scene().service,
      { id: 'sub', type: 'subflow', name: 'Sub', in: [], out: [], env: [SERVICE] },
      { ...READER, z: 'sub', service: variable('SERVICE') },
    );
    await editor.page.evaluate(() => window.RED.workspaces.show('sub'));

    await editor.edit('reader');

    const options = await editor.input('service').locator('option').allTextContents();
    assert.deepEqual(options, ['[env] SERVICE', 'Emulator', 'none']);
  });

  it('shows every row that may matter where an environment variable names the service, and says why none can be tried', async () => {
    const { editor } = scene();
    await scene().show(scene().service, { ...READER, service: variable('SERVICE') });

    await editor.edit('reader');

    for (const name of ['download', 'tls', 'allowPrivate']) {
      assert.equal(await editor.input(name).isVisible(), true, name);
    }
    await editor.page.getByText('An environment variable names the service').waitFor();
  });

  it('shows those of a service, with the rows of every engine and login', async () => {
    const { editor } = scene();
    const saved = { engine: variable('ENGINE'), auth: variable('LOGIN'), alphabet: variable('PLATES') };
    await scene().show({ ...scene().service, ...saved }, { ...READER, service: 'service' });
    await editor.edit('reader');

    await editor.editService();

    for (const [name, value] of Object.entries(saved)) {
      assert.equal(await editor.config(name).locator('option:checked').textContent(), value);
    }
    for (const name of ['region', 'token', 'username', 'accessKey', 'alphabet']) {
      assert.equal(await editor.config(name).isVisible(), true, name);
    }
    await editor.doneWithService();
    for (const [name, value] of Object.entries(saved)) {
      assert.equal(await editor.property('service', name), value);
    }
  });

  it('shows the default where nothing was saved', async () => {
    const { editor } = scene();
    await scene().show(scene().service, { ...READER, service: 'service', download: '', overflow: '' });

    await editor.edit('reader');

    assert.equal(await editor.input('download').inputValue(), 'service');
    assert.equal(await editor.input('overflow').inputValue(), 'reject');
  });

  it('marks a camera TLS that is gone, and shows it though the service fetches URLs', async () => {
    const { editor } = scene();
    await scene().show(scene().service, { ...READER, service: 'service', tls: 'gone' });
    await editor.onWorkspace('reader').locator('.red-ui-flow-node-error').hover();
    await editor.page.getByText('The TLS configuration is gone').first().waitFor();

    await editor.edit('reader');

    await editor.page.locator('#node-input-tls.input-error').waitFor();
    await editor.input('tls').selectOption('_ADD_');
    await editor.done();
    assert.equal(await editor.property('reader', 'tls'), '');
    assert.equal(await editor.property('reader', 'valid'), true);
  });

  it('marks what is disabled, as it is not there for the runtime', async () => {
    const { editor } = scene();
    await scene().show(
      { id: 'certificates', type: 'tls-config', d: true },
      { id: 'proxy', type: 'http proxy', url: 'http://127.0.0.1:1', d: true },
      { ...scene().service, d: true },
      { ...scene().service, id: 'other', tls: 'certificates' },
      { ...scene().service, id: 'third', proxy: 'proxy' },
      { ...READER, service: 'service' },
      { ...READER, id: 'camera', y: 300, service: 'other', tls: 'certificates' },
    );

    const valid = ['reader', 'camera', 'other', 'third'].map((id) => editor.property(id, 'valid'));

    assert.deepEqual(await Promise.all(valid), [false, false, false, false]);
    assert.match(String(await editor.property('reader', 'validationErrors')), /disabled/);
    await editor.edit('reader');
    await editor.page.getByText('The service is disabled').waitFor();
  });

  it('marks TLS and proxy of a service that are gone, unless the embedded reader needs none', async () => {
    const { editor } = scene();
    const gone = { tls: 'gone', proxy: 'gone' };
    await scene().show(
      { ...scene().service, ...gone },
      { id: 'edge', type: 'license-plate-service', engine: 'edge', ...gone },
      { ...READER, service: 'service' },
    );
    await editor.edit('reader');

    await editor.editService();

    await editor.page.locator('#node-config-input-tls.input-error').waitFor();
    await editor.page.locator('#node-config-input-proxy.input-error').waitFor();
    assert.equal(await editor.property('edge', 'valid'), true);
  });
});
