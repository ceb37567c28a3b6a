import assert from 'node:assert/strict';
import { selfSigned } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { ConnectProxy } from '../unit/huawei/connect-proxy';
import type { RigOptions } from './rig';
import { ServiceBench } from './service-bench';

const JPEG = jpegHeader(640, 480, 2000);
const certificate = selfSigned(['127.0.0.1']);

describe('license-plate-service', () => {
  let bench: ServiceBench;

  afterEach(() => bench.close());

  describe('connects', () => {
    const tls = { id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true };

    it('by the TLS configuration that it names', async () => {
      bench = await ServiceBench.open({ tls: certificate });
      const rig = await bench.deploy({
        service: { tls: 'tls' },
        others: [{ ...tls, credentials: { cadata: certificate.cert } }],
      });

      assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
    });

    it('without verification to this machine', async () => {
      bench = await ServiceBench.open({ tls: certificate });
      const rig = await bench.deploy({
        service: { tls: 'tls' },
        others: [{ ...tls, verifyservercert: false }],
      });

      assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
    });

    const wrong: [name: string, options: RigOptions, field: string][] = [
      [
        'without verification to another one',
        { service: { tls: 'tls', endpoint: '' }, others: [{ ...tls, verifyservercert: false }] },
        'tls',
      ],
      ['by a TLS configuration that is not there', { service: { tls: 'tls' } }, 'tls'],
      ['by a node of another type', { service: { tls: 'reader' } }, 'tls'],
      [
        'by a TLS configuration with half a pair',
        { service: { tls: 'tls' }, others: [{ ...tls, credentials: { certdata: certificate.cert } }] },
        'tls',
      ],
      ['through a proxy that is not there', { service: { proxy: 'proxy' } }, 'proxy'],
      [
        'through a proxy of another kind',
        { service: { proxy: 'proxy' }, others: [{ id: 'proxy', type: 'http proxy', url: 'socks5://x:1' }] },
        'proxy',
      ],
    ];
    for (const [name, options, field] of wrong) {
      it(`never ${name}: BAD_CONFIG`, async () => {
        bench = await ServiceBench.open();
        const rig = await bench.deploy(options);

        const { msg } = await rig.send({ payload: JPEG });

        assert.equal(msg.error?.code, 'BAD_CONFIG');
        assert.match(String(msg.error?.message), new RegExp(`"${field}"`));
      });
    }

    describe('through a proxy', () => {
      let proxy: ConnectProxy;
      let before: string | undefined;

      beforeEach(async () => {
        proxy = await ConnectProxy.start();
        before = process.env.http_proxy;
      });

      afterEach(async () => {
        if (before === undefined) delete process.env.http_proxy;
        else process.env.http_proxy = before;
        await proxy.close();
      });

      const node = (change: object = {}) => ({
        id: 'proxy',
        type: 'http proxy',
        url: proxy.url,
        noproxy: [],
        credentials: { username: 'me', password: 'secret' },
        ...change,
      });

      it('that it names, with its credentials', async () => {
        bench = await ServiceBench.open();
        const rig = await bench.deploy({ service: { proxy: 'proxy' }, others: [node()] });

        assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
        const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;
        assert.deepEqual(proxy.asked, [{ target: bench.emulator.host, authorization }]);
      });

      it('not where that exempts the host', async () => {
        bench = await ServiceBench.open();
        const rig = await bench.deploy({
          service: { proxy: 'proxy' },
          others: [node({ noproxy: ['127.0.0.1'] })],
        });

        assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
        assert.deepEqual(proxy.asked, []);
      });

      it('of the environment, where it names none', async () => {
        process.env.http_proxy = proxy.url;
        bench = await ServiceBench.open();
        const rig = await bench.deploy();

        assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
        assert.equal(proxy.asked.length, 1);
      });

      it('is BAD_CONFIG of the environment, where that makes no sense', async () => {
        process.env.http_proxy = 'socks5://me:secret@127.0.0.1';
        bench = await ServiceBench.open();
        const { msg } = await (await bench.deploy()).send({ payload: JPEG });

        assert.equal(msg.error?.code, 'BAD_CONFIG');
        assert.match(
          String(msg.error?.message),
          /"proxy" is empty, and the environment variable of the proxy must name .* http/,
        );
        assert.doesNotMatch(JSON.stringify(msg.error), /secret/);
      });

      it("by the rules of Node-RED's settings", async () => {
        process.env.http_proxy = 'http://127.0.0.1:9';
        bench = await ServiceBench.open();
        const env = { http_proxy: proxy.url };
        const rig = await bench.deploy({ settings: { proxyOptions: { env } } });

        assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
        assert.equal(proxy.asked.length, 1);
      });
    });
  });
});
