import assert from 'node:assert/strict';
import { LOGINS } from './support/logins';
import { useScene } from './support/scene';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, wires: [[], []] };

describe('a saved service', () => {
  const scene = useScene();

  it('keeps every login over a reload, and no secret leaves Node-RED', async () => {
    const { editor, red } = scene();
    const typed = (name: string) => `typed-${name}-0123456789`;
    const credentials = Object.values(LOGINS)
      .flat()
      .filter((name) => name !== 'iamEndpoint');
    await scene().show(READER);
    await editor.edit('reader');
    await editor.addService();
    await editor.config('name').fill('My account');
    await editor.config('projectId').fill('0123456789abcdef0123456789abcdef');
    for (const [auth, fields] of Object.entries(LOGINS)) {
      await editor.config('auth').selectOption(auth);
      for (const name of fields) {
        if (credentials.includes(name)) await editor.config(name).fill(typed(name));
      }
    }
    await editor.doneWithService();
    await editor.done();
    await editor.deploy();

    await editor.load();
    await editor.edit('reader');
    await editor.editService();

    assert.equal(await editor.config('name').inputValue(), 'My account');
    assert.equal(await editor.config('auth').inputValue(), 'aksk');
    const [id = ''] = await editor.idsOf('license-plate-service');
    const sent = await red.text(`/credentials/license-plate-service/${id}`);
    const outside = JSON.stringify([await editor.exported(), await red.json('/flows')]);
    for (const name of credentials) {
      const isText = name === 'account' || name === 'username';
      assert.equal(await editor.config(name).inputValue(), isText ? typed(name) : '__PWRD__');
      assert.equal(sent.includes(typed(name)), isText, name);
      assert.equal(outside.includes(typed(name)), false, name);
    }
    for (const auth of Object.keys(LOGINS)) {
      await editor.config('auth').selectOption(auth);
      assert.equal(await editor.page.locator('.license-plate-form .input-error').count(), 0, auth);
    }
  });

  it('of the embedded reader is kept over a reload', async () => {
    const { editor } = scene();
    await scene().show(READER);
    await editor.edit('reader');
    await editor.addService();
    await editor.config('engine').selectOption('edge');
    await editor.config('alphabet').selectOption('any');
    await editor.config('concurrency').fill('2');
    await editor.doneWithService();
    await editor.done();
    await editor.deploy();

    await editor.load();

    const [id = ''] = await editor.idsOf('license-plate-service');
    assert.equal(await editor.property(id, 'engine'), 'edge');
    assert.equal(await editor.property(id, 'alphabet'), 'any');
    assert.equal(await editor.property(id, 'concurrency'), '2');
  });
});
