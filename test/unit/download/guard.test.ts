import assert from 'node:assert/strict';
import { type Handler, JPEG, sendJpeg } from './camera';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, fetchFrom, Rig } from './rig';

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

  const NEVER = [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '0.0.0.0',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '100.100.100.200',
    '169.254.1.1',
    '[fe80::1]',
    '224.0.0.1',
    '255.255.255.255',
  ];
  const PRIVATE = [
    '192.168.1.20',
    '10.0.0.1',
    '172.16.3.4',
    '100.64.0.1',
    '[fd12::1]',
    '[::ffff:10.0.0.1]',
    '0xa.1',
  ];

  for (const host of NEVER) {
    it(`refuses ${host} to a message, allowed or not, without connecting`, async () => {
      for (const allowPrivate of [true, false]) {
        const downloader = rig.downloader({ network, allowPrivate });

        await assertFails(fetchFrom(downloader, `http://${host}/`, 'message'), {
          code: 'BAD_INPUT',
          message: /A URL from a message must not lead to/,
        });
      }
      assert.deepEqual(network.dialed, []);
    });
  }

  for (const host of PRIVATE) {
    it(`opens ${host} to a message only where that is allowed, and to the author always`, async () => {
      const { hostname } = new URL(`http://${host}`);
      const address = `${hostname.replace(/^\[|\]$/g, '')}:80`;
      await cameraAt(sendJpeg, address);

      await assertFails(fetchFrom(rig.downloader({ network }), `http://${host}/`, 'message'), {
        code: 'BAD_INPUT',
        message: /the private network/,
      });
      assert.deepEqual(network.dialed, []);
      await fetchFrom(rig.downloader({ network, allowPrivate: true }), `http://${host}/`, 'message');
      await fetchFrom(rig.downloader({ network }), `http://${host}/`, 'node');
      assert.deepEqual(network.dialed, [address, address]);
    });
  }

  for (const host of ['169.254.169.254', '[fe80::1]', '0.0.0.0', '100.100.100.200', '224.0.0.1']) {
    it(`refuses ${host} even to the author`, async () => {
      const fetched = fetchFrom(rig.downloader({ network }), `http://${host}/`);

      await assertFails(fetched, { code: 'BAD_INPUT', message: /^A URL must not lead to/ });
    });
  }

  it('refuses names that lead there, and connects to nothing', async () => {
    network
      .name('cam.example', ['127.0.0.1'])
      .name('meta.example', ['169.254.169.254', '::ffff:169.254.169.254']);
    const downloader = rig.downloader({ network, allowPrivate: true });

    for (const name of ['cam.example', 'meta.example']) {
      const fetched = fetchFrom(downloader, `http://${name}/`, 'message');

      await assertFails(fetched, { code: 'BAD_INPUT', message: /must not lead to/ });
    }
    assert.deepEqual(network.dialed, []);
  });

  it('connects to the checked address of a name that changes its mind, under its own name', async () => {
    network.name('cam.example', [PUBLIC], ['127.0.0.1']);
    const camera = await cameraAt(sendJpeg, `${PUBLIC}:80`);

    const picture = await fetchFrom(rig.downloader({ network }), 'http://cam.example/', 'message');

    assert.ok(JPEG.equals(picture.bytes));
    assert.deepEqual(network.dialed, [`${PUBLIC}:80`]);
    assert.deepEqual(network.asked, ['cam.example']);
    assert.equal(camera.requests[0]?.headers.host, 'cam.example');
  });

  it('checks again what changes its mind between two downloads', async () => {
    network.name('cam.example', [PUBLIC], ['127.0.0.1']);
    await cameraAt(sendJpeg, `${PUBLIC}:80`);
    const downloader = rig.downloader({ network });
    await fetchFrom(downloader, 'http://cam.example/', 'message');

    const fetched = fetchFrom(downloader, 'http://cam.example/', 'message');

    await assertFails(fetched, { code: 'BAD_INPUT', message: /this machine/ });
  });

  it('leaves out what is refused among several addresses', async () => {
    network.name('cam.example', ['fe80::1', '192.168.1.20', PUBLIC]);
    await cameraAt(sendJpeg, `${PUBLIC}:80`, `192.168.1.20:80 ${PUBLIC}:80`);

    await fetchFrom(rig.downloader({ network }), 'http://cam.example/', 'message');
    await fetchFrom(rig.downloader({ network }), 'http://cam.example/', 'node');

    assert.deepEqual(network.dialed, [`${PUBLIC}:80`, `192.168.1.20:80 ${PUBLIC}:80`]);
  });

  it('never lends a connection of the author to a message', async () => {
    const camera = await rig.camera();
    const downloader = rig.downloader();
    await fetchFrom(downloader, camera.origin, 'node');

    await assertFails(fetchFrom(downloader, camera.origin, 'message'), {
      code: 'BAD_INPUT',
      message: /this machine/,
    });
    assert.equal(camera.requests.length, 1);
  });

  it('says that a name is not found, which may pass', async () => {
    const fetched = fetchFrom(rig.downloader({ network }), 'http://nowhere.example/');

    await assertFails(fetched, { message: /nowhere\.example was not found \(ENOTFOUND\)/, retryable: true });
  });
});
