import assert from 'node:assert/strict';
import { type Camera, JPEG, redirectTo, sendJpeg } from './camera';
import { cert } from './certificate';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, fetchFrom, Rig } from './rig';

const CREDENTIALS = { user: 'admin', password: 'secret' };
const BASIC = `Basic ${Buffer.from('admin:secret').toString('base64')}`;

describe('a redirect', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  /** Answers `/0` with a redirect to `/1`, and so on, until `/<last>` is the picture. */
  function chain(last: number): Promise<Camera> {
    return rig.camera((request, response) => {
      const step = Number(request.url?.slice(1));
      (step === last ? sendJpeg : redirectTo(`/${step + 1}`))(request, response);
    });
  }

  /** Wants the password on every path. */
  function locked(): Promise<Camera> {
    return rig.camera((request, response) => {
      if (request.headers.authorization === BASIC) return sendJpeg(request, response);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
  }

  it('is followed three times', async () => {
    const camera = await chain(3);

    const picture = await fetchFrom(rig.downloader(), `${camera.origin}/0`);

    assert.ok(JPEG.equals(picture.bytes));
  });

  it('is not followed a fourth time', async () => {
    const camera = await chain(4);

    const fetched = fetchFrom(rig.downloader(), `${camera.origin}/0`);

    await assertFails(fetched, { message: /more than 3 times/, statusCode: 302 });
    assert.equal(camera.requests.length, 4);
  });

  it('is none where a picture comes with an address of its own', async () => {
    const camera = await rig.camera((_request, response) => {
      response.writeHead(200, { location: '/stored/1.jpg' }).end(JPEG);
    });

    const picture = await fetchFrom(rig.downloader(), `${camera.origin}/snap`);

    assert.ok(JPEG.equals(picture.bytes));
    assert.equal(camera.requests.length, 1);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`is followed as ${status}, relative to the URL it came from`, async () => {
      const camera = await rig.camera((request, response) => {
        (request.url === '/a/c?d' ? sendJpeg : redirectTo('c?d', status))(request, response);
      });

      await fetchFrom(rig.downloader(), `${camera.origin}/a/b`);

      assert.deepEqual(
        camera.requests.map(({ url }) => url),
        ['/a/b', '/a/c?d'],
      );
    });
  }

  for (const [location, message] of [
    ['ftp://cam/a.jpg', /redirects to ftp:/],
    ['javascript:alert(1)', /redirects to javascript:/],
    ['http://[', /cannot be read/],
  ] as const) {
    it(`to ${location} is not followed`, async () => {
      const camera = await rig.camera(redirectTo(location));

      await assertFails(fetchFrom(rig.downloader(), camera.origin), { message, statusCode: 302 });
    });
  }

  it('is named with no more of its scheme than fits into a line', async () => {
    const camera = await rig.camera(redirectTo(`${'a'.repeat(9000)}:b`));

    const fetched = fetchFrom(rig.downloader(), camera.origin);

    await assertFails(fetched, { message: /^\S+ redirects to a{40}, which is not HTTP\.$/, statusCode: 302 });
  });

  it('within the origin keeps the password', async () => {
    const camera = await rig.camera((request, response) => {
      if (request.headers.authorization !== BASIC) {
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      }
      return (request.url === '/' ? redirectTo('/picture') : sendJpeg)(request, response);
    });

    await fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    assert.deepEqual(camera.authorizations, [undefined, BASIC, BASIC]);
  });

  it('to another origin leaves the password behind, though it asks', async () => {
    const other = await locked();
    const camera = await rig.camera(redirectTo(other.origin));

    for (const options of [CREDENTIALS, {}]) {
      const url = camera.origin.replace('//', options === CREDENTIALS ? '//' : '//admin:secret@');
      const fetched = fetchFrom(rig.downloader(options), url);

      await assertFails(fetched, { message: /no password is sent across a redirect/, statusCode: 401 });
    }
    assert.deepEqual(other.authorizations, [undefined, undefined]);
  });

  it('to another origin and back does not bring the password back', async () => {
    const home = await rig.camera((request, response) => {
      if (request.url === '/back' && !request.headers.authorization) {
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      }
      return (request.url === '/back' ? sendJpeg : redirectTo(other.origin))(request, response);
    });
    const other = await rig.camera((request, response) =>
      redirectTo(`${home.origin}/back`)(request, response),
    );

    await assertFails(fetchFrom(rig.downloader(CREDENTIALS), home.origin), {
      message: /401/,
      statusCode: 401,
    });

    assert.deepEqual(home.authorizations, [undefined, undefined]);
  });

  it('does not bring a password of its own', async () => {
    const other = await locked();
    const camera = await rig.camera(redirectTo(other.origin.replace('//', '//admin:secret@')));

    await assertFails(fetchFrom(rig.downloader(), camera.origin), {
      message: /401: it asks for a user/,
      statusCode: 401,
    });

    assert.deepEqual(other.authorizations, [undefined]);
  });

  it('from https to http is not followed with a password in play, and else is', async () => {
    const network = new MadeUpNetwork().name('camera.example', ['192.168.1.20']);
    const plain = await rig.camera();
    const secure = await rig.camera(redirectTo(`http://192.168.1.20:${plain.port}/`), 'https');
    const url = `https://camera.example:${secure.port}/`;

    const fetched = fetchFrom(rig.downloader({ ...CREDENTIALS, network, tls: { ca: cert } }), url);

    await assertFails(fetched, { message: /from https to http/, statusCode: 302 });
    assert.equal(plain.requests.length, 0);
    await fetchFrom(rig.downloader({ network, tls: { ca: cert } }), url);
    assert.equal(plain.requests.length, 1);
  });
});
