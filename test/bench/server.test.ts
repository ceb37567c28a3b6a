import assert from 'node:assert/strict';
import { request } from 'undici';
import type { Server } from './contender';
import { startServer } from './matrix';
import { pictureOf } from './picture';

describe('the server of the bench', () => {
  let server: Server;
  let origin: string;

  before(async () => {
    ({ server, origin } = await startServer());
  });

  after(() => server.stop());

  async function post(path: string, body: string): Promise<string> {
    await server.order({ do: 'expect', bytes: 1000 });
    await (await request(origin + path, { method: 'POST', body })).body.text();
    return server.order<string>({ do: 'verdict' });
  }

  it('knows the picture it was told to expect', async () => {
    const body = JSON.stringify({ image: pictureOf(1000).toString('base64') });

    assert.equal(await post('/v2/project/ocr/license-plate', body), 'right');
  });

  it('notices another picture', async () => {
    const body = JSON.stringify({ image: pictureOf(999).toString('base64') });

    assert.equal(await post('/v2/project/ocr/license-plate', body), 'another picture came');
  });

  it("finds the picture in the other protocol's form", async () => {
    const form = `--x\r\ncontent-disposition: form-data; name="upload"\r\n\r\n${pictureOf(1000).toString('base64')}\r\n--x--`;

    assert.equal(await post('/v1/plate-reader/', form), 'right');
  });
});
