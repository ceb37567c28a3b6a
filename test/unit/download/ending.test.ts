import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Downloader } from '#nodes/lib/download/downloader';
import { Camera, type Handler, JPEG } from './camera';
import { MadeUpNetwork } from './made-up-network';
import { failureOf, fetchFrom, Rig } from './rig';

describe('the end of a download', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  /** Fetches and aborts once the camera is where it hangs. */
  async function abortAt(downloader: Downloader, url: string, hanging: Promise<unknown>): Promise<void> {
    const abort = new AbortController();
    const reason = new Error('too late');
    const fetched = downloader.fetch({ url, from: 'node' }, abort.signal);
    // The rejection is awaited below.
    fetched.catch(() => {});
    await hanging;

    abort.abort(reason);

    assert.equal(await fetched.catch((error: unknown) => error), reason);
  }

  const hangs: [where: string, handler: (reached: () => void) => Handler][] = [
    ['before the headers', (reached) => () => reached()],
    [
      'in the middle of the picture',
      (reached) => (_request, response) => {
        response.writeHead(200, { 'content-length': JPEG.length });
        response.write(JPEG.subarray(0, 600), reached);
      },
    ],
    [
      'in the middle of a redirect',
      (reached) => (_request, response) => {
        response.writeHead(302, { location: '/next' });
        response.write('moved', reached);
      },
    ],
    [
      'in the middle of a compressed picture',
      (reached) => (_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.write(Buffer.from('1f8b0800000000000003', 'hex'), reached);
      },
    ],
  ];
  for (const [where, handler] of hangs) {
    it(`comes at once with the signal's reason ${where}, and frees the socket`, async () => {
      let reached = (): void => {};
      const hanging = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const camera = await rig.camera(handler(() => reached()));

      await abortAt(rig.downloader(), camera.origin, hanging);

      await camera.deserted();
    });
  }

  it('comes at once for a slow trickle', async () => {
    const abort = new AbortController();
    const camera = await rig.camera((_request, response) => {
      let at = 0;
      const drip = (): void => {
        if (at === 40) abort.abort(new Error('too slow'));
        else response.write(JPEG.subarray(at, ++at), () => setImmediate(drip));
      };
      drip();
    });

    const fetched = rig.downloader().fetch({ url: camera.origin, from: 'node' }, abort.signal);

    await assert.rejects(fetched, /too slow/);
    await camera.deserted();
  });

  it('comes at once while a name is looked up, and nothing is connected to after', async () => {
    let found = (): void => {};
    const network = new MadeUpNetwork();
    const hanging = new Promise<void>((resolve) => {
      network.lookup = () => {
        resolve();
        return new Promise((answer) => {
          found = () => answer([{ address: '192.168.1.20', family: 4 }]);
        });
      };
    });

    await abortAt(rig.downloader({ network }), 'http://camera.example/', hanging);

    found();
    await new Promise(setImmediate);
    assert.deepEqual(network.dialed, []);
  });

  it('comes at once in the middle of a TLS handshake', async () => {
    const camera = rig.keep(await Camera.raw(() => {}));
    const connected = camera.connected();

    await abortAt(rig.downloader(), camera.origin.replace('http:', 'https:'), connected);

    await camera.deserted();
  });

  it('comes before the beginning where the signal was aborted already', async () => {
    const camera = await rig.camera();
    const reason = new Error('gone');

    const fetched = rig.downloader().fetch({ url: camera.origin, from: 'node' }, AbortSignal.abort(reason));

    assert.equal(await fetched.catch((error: unknown) => error), reason);
    assert.equal(camera.requests.length, 0);
  });

  it('leaves no listener on the signal and no connection, well or not', async () => {
    const camera = await rig.camera();
    const { signal } = new AbortController();
    const downloader = rig.downloader();

    await downloader.fetch({ url: camera.origin, from: 'node' }, signal);
    await downloader.fetch({ url: 'http://169.254.1.1', from: 'node' }, signal).catch(() => {});

    assert.deepEqual(getEventListeners(signal, 'abort'), []);
    await camera.deserted();
  });

  it('comes for all when the node closes, and for those that come later', async () => {
    let reached = (): void => {};
    const hanging = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const camera = await rig.camera(() => reached());
    const downloader = rig.downloader();
    const fetched = failureOf(fetchFrom(downloader, camera.origin));
    await hanging;

    await downloader.close();

    assert.equal((await fetched).code, 'DOWNLOAD_FAILED');
    assert.match((await failureOf(fetchFrom(downloader, camera.origin))).message, /closed/);
    await camera.deserted();
  });
});
