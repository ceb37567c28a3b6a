import assert from 'node:assert/strict';
import { userInfoOf } from '#nodes/lib/download/credentials';
import { type Camera, type Handler, JPEG, redirectTo, sendJpeg } from './camera';
import { digestCamera } from './digest-camera';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, fetchFrom, Rig } from './rig';

const CREDENTIALS = { user: 'admin', password: 'p@ss:"wörd"' };
const BASIC = `Basic ${Buffer.from('admin:p@ss:"wörd"').toString('base64')}`;
const IN_URL = 'admin:p%40ss%3A%22w%C3%B6rd%22';

/** Sends the picture to whoever knows the password. */
function basicCamera(offers: string | string[] = 'Basic realm="cam"'): Handler {
  return (request, response) => {
    if (request.headers.authorization === BASIC) return sendJpeg(request, response);
    response.writeHead(401, { 'www-authenticate': offers }).end('<html>401</html>');
  };
}

describe('a camera that asks for a password', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  function withUserInfo(camera: Camera, path = '/'): string {
    return camera.origin.replace('//', `//${IN_URL}@`) + path;
  }

  it('gets it by basic, but only after it asked', async () => {
    const camera = await rig.camera(basicCamera());

    await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    assert.deepEqual(camera.authorizations, [undefined, BASIC]);
  });

  it('gets it at once for the next picture', async () => {
    const camera = await rig.camera(basicCamera());
    const downloader = rig.downloader(CREDENTIALS);

    await fetchFrom(downloader, camera.origin);
    await fetchFrom(downloader, camera.origin);

    assert.deepEqual(camera.authorizations, [undefined, BASIC, BASIC]);
  });

  it('never gets it while it does not ask', async () => {
    const camera = await rig.camera();

    await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    assert.deepEqual(camera.authorizations, [undefined]);
  });

  it('gets that of the URL itself, percent-decoded, from the author or a message', async () => {
    const camera = await rig.camera(basicCamera());

    const picture = await fetchFrom(rig.downloader(), withUserInfo(camera));

    assert.ok(JPEG.equals(picture.bytes));
    assert.deepEqual(camera.authorizations, [undefined, BASIC]);
  });

  it('is never asked again with a wrong password: accounts lock', async () => {
    for (const handler of [basicCamera(), digestCamera({ ...CREDENTIALS, qop: 'auth' })]) {
      const camera = await rig.camera(handler);
      const downloader = rig.downloader({ user: 'admin', password: 'wrong' });

      const fetched = fetchFrom(downloader, camera.origin);

      await assertFails(fetched, { message: /answered 401: user or password wrong/, statusCode: 401 });
      assert.equal(camera.requests.length, 2);
    }
  });

  it('gets no password in advance any more once it refused it', async () => {
    let refusing = false;
    const camera = await rig.camera((request, response) => {
      if (!refusing) return basicCamera()(request, response);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="cam"' }).end();
    });
    const downloader = rig.downloader(CREDENTIALS);
    await fetchFrom(downloader, camera.origin);
    refusing = true;
    await assertFails(fetchFrom(downloader, camera.origin), { message: /wrong/, statusCode: 401 });
    refusing = false;

    await fetchFrom(downloader, camera.origin);

    assert.deepEqual(camera.authorizations.slice(-2), [undefined, BASIC]);
  });

  it('never gets the password of the node for a message, even at the same origin', async () => {
    const camera = await rig.camera(basicCamera());
    const network = new MadeUpNetwork();
    const downloader = rig.downloader({ ...CREDENTIALS, network, allowPrivate: true });
    const place = `192.168.1.20:${camera.port}`;
    await fetchFrom(downloader, `http://${place}/`, 'node');

    for (const [userInfo, message] of [
      ['admin:guess@', /wrong/],
      ['', /asks for a user/],
    ] as const) {
      const fetched = fetchFrom(downloader, `http://${userInfo}${place}/`, 'message');

      await assertFails(fetched, { message, statusCode: 401 });
    }
    const guess = `Basic ${Buffer.from('admin:guess').toString('base64')}`;
    assert.deepEqual(camera.authorizations.slice(2), [undefined, guess, undefined]);
  });

  it('is told apart from one whose password we do not have', async () => {
    const camera = await rig.camera(basicCamera());

    const fetched = fetchFrom(rig.downloader(), camera.origin);

    await assertFails(fetched, { message: /401: it asks for a user and a password/, statusCode: 401 });
  });

  it('is told apart from one that offers no login we know', async () => {
    const camera = await rig.camera(basicCamera(['Negotiate', 'Bearer realm="x"']));

    const fetched = fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    await assertFails(fetched, { message: /offered: negotiate, bearer/, statusCode: 401 });
    assert.equal(camera.requests.length, 1);
  });

  it('gets digest where it offers both, in one header or two', async () => {
    const digest = 'Digest realm="cam", nonce="n", qop="auth"';
    for (const offers of [`Basic realm="cam", ${digest}`, ['Basic realm="cam"', digest]]) {
      const camera = await rig.camera(basicCamera(offers));

      await assertFails(fetchFrom(rig.downloader(CREDENTIALS), camera.origin), {
        message: /401/,
        statusCode: 401,
      });

      assert.match(camera.authorizations.at(-1) ?? '', /^Digest /);
    }
  });

  it('is served on one connection, however long its 401 is', async () => {
    const connections = new Set<number | undefined>();
    const camera = await rig.camera((request, response) => {
      connections.add(request.socket.remotePort);
      basicCamera()(request, response);
    });

    await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    assert.equal(connections.size, 1);
  });

  it('is served on a second connection where it hangs up after its 401', async () => {
    const polite = digestCamera({ ...CREDENTIALS, qop: 'auth' });
    const camera = await rig.camera((request, response) => {
      response.shouldKeepAlive = false;
      polite(request, response);
    });

    await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    assert.equal(camera.requests.length, 2);
  });

  for (const moved of [false, true]) {
    it(`is served where it hangs up without a word after ${moved ? 'a redirect' : 'its 401'}`, async () => {
      const polite = digestCamera({ ...CREDENTIALS, qop: 'auth' });
      const camera = await rig.camera((request, response) => {
        // By its headers it would keep the connection.
        response.once('finish', () => request.socket.end());
        if (moved && request.url === '/') redirectTo('/moved')(request, response);
        else polite(request, response);
      });

      const picture = await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

      assert.ok(JPEG.equals(picture.bytes));
    });
  }

  it('is asked only once where it hangs up on a new connection', async () => {
    const camera = await rig.camera((request) => request.socket.destroy());

    const fetched = fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    await assertFails(fetched, { message: /broke off/, retryable: true });
    assert.equal(camera.requests.length, 1);
  });

  it('is asked only once more where it hangs up on every repeat', async () => {
    const polite = digestCamera({ ...CREDENTIALS, qop: 'auth' });
    const camera = await rig.camera((request, response) => {
      if (request.headers.authorization) request.socket.destroy();
      else polite(request, response);
    });

    const fetched = fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    await assertFails(fetched, { message: /broke off/, retryable: true });

    assert.equal(camera.requests.length, 3);
  });

  it('is served on a second connection after an endless 401', async () => {
    const camera = await rig.camera((request, response) => {
      if (request.headers.authorization) return sendJpeg(request, response);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="cam"' });
      const flood = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65536)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });

    const picture = await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    assert.ok(JPEG.equals(picture.bytes));
  });
});

describe('userInfoOf', () => {
  for (const [url, credentials] of [
    ['http://cam/', undefined],
    ['http://u:p@cam/', { user: 'u', password: 'p' }],
    ['http://u@cam/', { user: 'u', password: '' }],
    ['http://:p@cam/', { user: '', password: 'p' }],
    ['http://%E7%AE%A1:a%3Ab%40@cam/', { user: '管', password: 'a:b@' }],
    ['http://u:100%@cam/', { user: 'u', password: '100%' }],
  ] as const) {
    it(`reads ${url}`, () => {
      assert.deepEqual(userInfoOf(new URL(url)), credentials);
    });
  }
});
