import assert from 'node:assert/strict';
import type { TLSSocket } from 'node:tls';
import { DOWNLOAD_HINTS } from '#nodes/lib/download/hints';
import { type Camera, JPEG, redirectTo, sendJpeg } from './camera';
import { cert, key } from './certificate';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, failureOf, fetchFrom, Rig } from './rig';

describe('a camera behind TLS', () => {
  const rig = new Rig();
  let camera: Camera;
  let network: MadeUpNetwork;
  beforeEach(async () => {
    camera = await rig.camera(undefined, 'https');
    network = new MadeUpNetwork()
      .name('camera.example', ['192.168.1.20'])
      .name('other.example', ['192.168.1.20'])
      .place('192.168.1.20:443', camera.port);
  });
  afterEach(() => rig.close());

  it('is trusted by the certificate it was given, under its name', async () => {
    const picture = await fetchFrom(
      rig.downloader({ network, tls: { ca: cert } }),
      'https://camera.example/',
    );

    assert.ok(JPEG.equals(picture.bytes));
  });

  it('is not trusted without one, and gets no request', async () => {
    const fetched = fetchFrom(rig.downloader({ network }), 'https://camera.example/');

    await assertFails(fetched, { message: /not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/ });
    assert.equal(camera.requests.length, 0);
  });

  it('is not trusted under another name, unless the author says which', async () => {
    const fetched = fetchFrom(rig.downloader({ network, tls: { ca: cert } }), 'https://other.example/');

    await assertFails(fetched, { message: /not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\)/ });
    const tls = { ca: cert, servername: 'camera.example' };
    await fetchFrom(rig.downloader({ network, tls }), 'https://other.example/');
    await fetchFrom(rig.downloader({ network, tls }), `https://127.0.0.1:${camera.port}/`);
  });

  it('may go unchecked where the author says so, but not after a redirect to another host', async () => {
    const tls = { rejectUnauthorized: false };
    const first = await rig.camera(redirectTo('https://other.example/'));

    await fetchFrom(rig.downloader({ network, tls }), `https://127.0.0.1:${camera.port}/`);

    const fetched = fetchFrom(rig.downloader({ network, tls }), first.origin);
    await assertFails(fetched, { message: /other\.example is not trusted/ });
  });

  it('sees the client certificate for the URL of the author, not for one from a message', async () => {
    const names: unknown[] = [];
    const asking = await rig.camera((request, response) => {
      names.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN);
      sendJpeg(request, response);
    }, 'https');
    network.place('192.168.1.20:443', asking.port);
    const downloader = rig.downloader({ network, allowPrivate: true, tls: { ca: cert, cert, key } });

    await fetchFrom(downloader, 'https://camera.example/', 'node');
    await fetchFrom(downloader, 'https://camera.example/', 'message');

    assert.deepEqual(names, ['camera.example', undefined]);
  });

  it('is told apart from one without, or with an old one, and hinted as what it is', async () => {
    const plain = await rig.camera();
    const alert = Buffer.from('15030100020246', 'hex');
    const old = await rig.saying(alert);

    for (const { origin } of [plain, old]) {
      const { message, hint } = await failureOf(
        fetchFrom(rig.downloader(), origin.replace('http:', 'https:')),
      );

      assert.match(message, /does not speak TLS/);
      assert.equal(hint, DOWNLOAD_HINTS['camera-tls']);
    }
  });
});
