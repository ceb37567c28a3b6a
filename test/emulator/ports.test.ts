import assert from 'node:assert/strict';
import { refusedUrl, silentServer } from './index';
import { codeOf } from './post';
import { sendRaw } from './raw';

describe('ports that are no service', () => {
  it('refuses', async () => {
    const url = await refusedUrl();

    await assert.rejects(sendRaw(url, { path: '/' }), (error) => codeOf(error) === 'ECONNREFUSED');
  });

  it('listens and says nothing', async () => {
    const silent = await silentServer();
    const asked = assert.rejects(sendRaw(silent.url, { path: '/' }));
    await silent.connected();

    await silent.close();

    await asked;
    assert.equal(silent.openSockets, 0);
  });
});
