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
