import assert from 'node:assert/strict';
import { type Handler, redirectTo, sendJpeg } from './camera';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, failureOf, fetchFrom, Rig } from './rig';

const PUBLIC = '93.184.216.34';

describe('the guard', () => {
  const rig = new Rig();
  let network: MadeUpNetwork;
  beforeEach(() => {
    network = new MadeUpNetwork();
  });
  afterEach(() => rig.close());

  /** A camera behind each of these `address:port`. */
  async function cameraAt(handler: Handler, ...places: string[]) {
    const camera = await rig.camera(handler);
    for (const place of places) network.place(place, camera.port);
    return camera;
  }

  describe('on redirects', () => {
    for (const target of [
      'http://127.0.0.1/',
      'http://[::ffff:7f00:1]/',
      'http://169.254.169.254/latest',
      '//localhost',
    ]) {
      it(`refuses ${target}, whoever named the first URL`, async () => {
        network.name('cam.example', [PUBLIC]).name('localhost', ['127.0.0.1']);
        await cameraAt(redirectTo(target), `${PUBLIC}:80`);

        for (const from of ['node', 'message'] as const) {
          const error = await failureOf(
            fetchFrom(rig.downloader({ network, allowPrivate: true }), 'http://cam.example/', from),
          );

          assert.equal(error.code, 'BAD_INPUT');
          assert.match(
            error.message,
            from === 'node' ? /^A redirect must not/ : /^A URL from a message must not/,
          );
        }
        assert.deepEqual(network.dialed, [`${PUBLIC}:80`, `${PUBLIC}:80`]);
      });
    }

    it('refuses the private network to a message that may not go there', async () => {
      network.name('cam.example', [PUBLIC]);
      await cameraAt(redirectTo('http://192.168.1.20/'), `${PUBLIC}:80`);

      const fetched = fetchFrom(rig.downloader({ network }), 'http://cam.example/', 'message');

      await assertFails(fetched, { code: 'BAD_INPUT', message: /private network/ });
    });

    it('opens the private network to the author, and loopback only on the host that was typed', async () => {
      await cameraAt(sendJpeg, '192.168.1.20:80');
      const other = await rig.camera();
      const home = await rig.camera((request, response) => {
        const target = request.url === '/lan' ? 'http://192.168.1.20/' : `${other.origin}/`;
        redirectTo(target)(request, response);
      });
      const downloader = rig.downloader({ network });

      await fetchFrom(downloader, `${home.origin}/lan`);
      await fetchFrom(downloader, `${home.origin}/other`);

      assert.equal(other.requests.length, 1);
    });
  });

  describe('behind a proxy', () => {
    it('refuses public URLs from messages', async () => {
      network.name('cam.example', [PUBLIC]);
      const downloader = rig.downloader({ network, proxyFor: () => 'http://127.0.0.1:9' });

      const fetched = fetchFrom(downloader, 'http://cam.example/', 'message');

      await assertFails(fetched, { code: 'BAD_INPUT', message: /not followed through a proxy/ });
      assert.deepEqual(network.dialed, []);
    });

    it('goes to private addresses without it', async () => {
      await cameraAt(sendJpeg, '192.168.1.20:80');
      const downloader = rig.downloader({
        network,
        allowPrivate: true,
        proxyFor: () => 'http://127.0.0.1:9',
      });

      await fetchFrom(downloader, 'http://192.168.1.20/', 'node');
      await fetchFrom(downloader, 'http://192.168.1.20/', 'message');

      assert.deepEqual(network.dialed, ['192.168.1.20:80', '192.168.1.20:80']);
    });
  });
});
