import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { DOWNLOAD_HINTS } from '#nodes/lib/download/hints';
import { refusedUrl } from '../../emulator/ports';
import { JPEG, redirectTo, sendJpeg } from './camera';
import { cert } from './certificate';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, fetchFrom, Rig } from './rig';

const PUBLIC = '93.184.216.34';

/** Forwards nothing: tunnels lead to one port, plain requests get the picture. */
class ProxyServer {
  readonly tunnels: IncomingMessage[] = [];
  readonly forwarded: IncomingMessage[] = [];
  readonly #sockets = new Set<Duplex>();
  readonly #server = createServer((request, response) => {
    this.forwarded.push(request);
    if (this.status !== 200) return response.writeHead(this.status).end();
    return sendJpeg(request, response);
  });

  constructor(
    private readonly port: number,
    private readonly status = 200,
  ) {
    this.#server.on('connection', (socket: Socket) => this.#sockets.add(socket));
    this.#server.on('connect', (request: IncomingMessage, client: Duplex) => {
      this.tunnels.push(request);
      client.on('error', () => {});
      if (this.status !== 200) return client.end(`HTTP/1.1 ${this.status} No\r\n\r\n`);
      const camera = connect(this.port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        camera.pipe(client).pipe(camera);
      });
      this.#sockets.add(camera.on('error', () => {}));
      return camera;
    });
  }

  /** The URL, with user info. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://us%65r:pass@127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

describe('a proxy', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  const LOGIN = `Basic ${Buffer.from('user:pass').toString('base64')}`;
  const network = () => new MadeUpNetwork().name('camera.example', [PUBLIC]);

  async function behind(status?: number) {
    const camera = await rig.camera(undefined, 'https');
    const proxy = rig.keep(new ProxyServer(camera.port, status));
    const url = await proxy.start();
    const proxyFor = () => url;
    return { camera, proxy, downloader: rig.downloader({ network: network(), proxyFor, tls: { ca: cert } }) };
  }

  it('tunnels https, and the camera learns nothing of its password', async () => {
    const { camera, proxy, downloader } = await behind();

    const picture = await fetchFrom(downloader, 'https://camera.example/a');

    assert.ok(JPEG.equals(picture.bytes));
    assert.equal(proxy.tunnels[0]?.url, 'camera.example:443');
    assert.equal(proxy.tunnels[0]?.headers['proxy-authorization'], LOGIN);
    assert.equal(camera.requests[0]?.headers['proxy-authorization'], undefined);
    assert.equal(camera.requests[0]?.headers.host, 'camera.example');
  });

  it('forwards http, under the name of the camera', async () => {
    const { proxy, downloader } = await behind();

    await fetchFrom(downloader, 'http://camera.example:8080/a?b');

    const { url, headers } = proxy.forwarded[0] ?? assert.fail();
    assert.equal(url, 'http://camera.example:8080/a?b');
    assert.equal(headers.host, 'camera.example:8080');
    assert.equal(headers['proxy-authorization'], LOGIN);
  });

  it('is asked for names that only it knows, if the author typed them', async () => {
    const { proxy, downloader } = await behind();

    await fetchFrom(downloader, 'http://only.proxy.example/');

    assert.equal(proxy.forwarded.length, 1);
    await assertFails(fetchFrom(downloader, 'http://only.proxy.example/', 'message'), {
      code: 'BAD_INPUT',
      message: /not followed through a proxy/,
    });
  });

  it('is not asked for what is open to nobody, even if the author typed it', async () => {
    const camera = await rig.camera();
    const proxy = rig.keep(new ProxyServer(camera.port));
    const url = await proxy.start();
    const inside = network().name('metadata.example', ['169.254.169.254']);
    const downloader = rig.downloader({ network: inside, proxyFor: () => url });

    for (const host of ['169.254.169.254', '169.254.1.1', 'metadata.example']) {
      const fetched = fetchFrom(downloader, `http://${host}/`);

      await assertFails(fetched, { code: 'BAD_INPUT', message: /169\.254|metadata\.example/ });
    }
    assert.equal(proxy.forwarded.length, 0);
  });

  it('is not asked for what a redirect names', async () => {
    const camera = await rig.camera(redirectTo('http://camera.example/'));
    const proxy = rig.keep(new ProxyServer(camera.port));
    const url = await proxy.start();
    const downloader = rig.downloader({ network: network(), proxyFor: () => url });

    const fetched = fetchFrom(downloader, camera.origin);

    await assertFails(fetched, { code: 'BAD_INPUT', message: /^A redirect is not followed through a proxy/ });
    assert.equal(proxy.forwarded.length, 0);
  });

  it('that refuses is named as the one that did', async () => {
    for (const [status, message, retryable] of [
      [407, /proxy answered 407: its user or password/, false],
      [502, /proxy answered 502: no way to camera\.example/, true],
    ] as const) {
      const { downloader } = await behind(status);

      const fetched = fetchFrom(downloader, 'https://camera.example/');

      const hint = DOWNLOAD_HINTS['picture-proxy'];
      await assertFails(fetched, { message, statusCode: status, retryable, hint });
    }
    const { downloader } = await behind(407);
    await assertFails(fetchFrom(downloader, 'http://camera.example/'), {
      message: /proxy.*407/,
      statusCode: 407,
    });
  });

  it('that forwards may be the one that refuses: what answers does not say who it is', async () => {
    for (const [status, retryable] of [
      [403, false],
      [503, true],
    ] as const) {
      const { downloader } = await behind(status);

      const fetched = fetchFrom(downloader, 'http://camera.example/');

      await assertFails(fetched, {
        message: new RegExp(`^The camera at camera.example, or the proxy before it, answered ${status}`),
        statusCode: status,
        retryable,
        hint: DOWNLOAD_HINTS['picture-proxy'],
      });
    }
  });

  it('that is away is named as the one that is', async () => {
    const proxy = await refusedUrl();
    const downloader = rig.downloader({ network: network(), proxyFor: () => proxy });

    for (const url of ['http://camera.example/', 'https://camera.example/']) {
      await assertFails(fetchFrom(downloader, url), {
        message: /^The proxy refused the connection \(ECONNREFUSED\)/,
        retryable: true,
        hint: DOWNLOAD_HINTS['picture-proxy'],
      });
    }
    const nowhere = rig.downloader({ network: network(), proxyFor: () => 'http://proxy.example' });
    await assertFails(fetchFrom(nowhere, 'http://camera.example/'), {
      message: /^The proxy was not found/,
      retryable: true,
    });
  });

  it('behind TLS is spoken to by TLS', async () => {
    const mute = await rig.camera();
    const downloader = rig.downloader({
      network: network(),
      proxyFor: () => mute.origin.replace('http:', 'https:'),
    });

    const fetched = fetchFrom(downloader, 'http://camera.example/');

    await assertFails(fetched, { message: /^The proxy does not speak TLS/ });
    assert.equal(mute.requests.length, 0);
  });

  it('may be named without its scheme, as the legacy mode of Node-RED passes it on', async () => {
    const camera = await rig.camera(sendJpeg);
    const proxy = rig.keep(new ProxyServer(camera.port));
    const url = await proxy.start();
    const downloader = rig.downloader({ network: network(), proxyFor: () => url.replace('http://', '') });

    await fetchFrom(downloader, 'http://camera.example/');

    assert.equal(proxy.forwarded.length, 1);
  });

  for (const [what, address, rule] of [
    [
      'of another kind',
      'socks5://u:hidden@127.0.0.1',
      'must name a proxy that begins with http:// or https://',
    ],
    [
      'with a broken login',
      'http://u:%hidden@127.0.0.1',
      'holds a user or password that is not percent-encoded',
    ],
  ] as const) {
    it(`${what} is told, without its password`, async () => {
      const downloader = rig.downloader({ network: network(), proxyFor: () => address });

      await assertFails(fetchFrom(downloader, 'http://camera.example/'), {
        message: new RegExp(`^The environment variable of the proxy ${rule}\\.$`),
      });
    });
  }
});
