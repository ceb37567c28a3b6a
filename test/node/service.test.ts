import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, type Emulator, type EmulatorOptions, faults, selfSigned, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { ConnectProxy } from '../unit/huawei/connect-proxy';
import { Rig, type RigOptions } from './rig';

const JPEG = jpegHeader(640, 480, 2000);
const certificate = selfSigned(['127.0.0.1']);

describe('license-plate-service', () => {
  let emulator: Emulator;
  let rig: Rig | undefined;
  let userDir: string;

  beforeEach(async () => {
    userDir = await mkdtemp(join(tmpdir(), 'license-plate-'));
  });

  afterEach(async () => {
    await rig?.stop();
    rig = undefined;
    await emulator.close();
    await rm(userDir, { recursive: true });
  });

  async function start(options: RigOptions = {}, settings?: EmulatorOptions): Promise<Rig> {
    emulator = await startEmulator(settings);
    return deploy(options);
  }

  /** Also over a flow that runs: closes it first, as a deploy does. */
  async function deploy({ service, credentials, settings, ...rest }: RigOptions = {}): Promise<Rig> {
    await rig?.stop();
    rig = await Rig.start({
      service: { endpoint: emulator.url, projectId: emulator.projectId, ...service },
      credentials: { token: emulator.token, ...credentials },
      settings: { userDir, ...settings },
      ...rest,
    });
    return rig;
  }

  describe('logs in', () => {
    it('by password, without a project, once for all its nodes', async () => {
      const user = { account: 'gatecam', username: 'camera', password: 'let-me-in' };
      emulator = await startEmulator();
      const { send } = await running({
        service: { auth: 'password', iamEndpoint: emulator.url, projectId: '' },
        credentials: { token: '', ...user },
        readers: 2,
      });

      const exits = await Promise.all([send({ payload: JPEG }), send({ payload: JPEG }, 'reader-2')]);

      assert.deepEqual(
        exits.map(({ by }) => by),
        ['plate', 'plate'],
      );
      assert.equal(emulator.loginCount, 1);
    });

    it('by access key', async () => {
      emulator = await startEmulator();
      const credentials = {
        accessKey: 'AKIDEXAMPLE0123456AB',
        secretKey: 'SKEXAMPLEsecretKey0123456789abcdefABCDEF',
      };
      const { send } = await running({ service: { auth: 'aksk' }, credentials });

      assert.equal((await send({ payload: JPEG })).by, 'plate');
      assert.equal(emulator.calls[0]?.auth, 'signature');
    });

    it('no more than once with a wrong password, and shows that', async () => {
      emulator = await startEmulator();
      const { send, status } = await running({
        service: { auth: 'password', iamEndpoint: emulator.url },
        credentials: { account: 'gatecam', username: 'camera', password: 'guess' },
      });

      const first = await send({ payload: JPEG });
      const refused = status();
      const second = await send({ payload: JPEG });

      assert.deepEqual([first.msg.error?.code, second.msg.error?.code], ['HTTP_401', 'AUTH_HELD']);
      assert.match(String(second.msg.error?.hint), /credentials|凭据/);
      assert.equal(refused?.text, 'license-plate.status.auth');
      assert.deepEqual(status(), { fill: 'red', shape: 'ring', text: 'license-plate.status.login-held' });
    });
  });

  describe('connects', () => {
    const tls = { id: 'tls', type: 'tls-config', cert: '', key: '', ca: '', verifyservercert: true };

    it('by the TLS configuration that it names', async () => {
      await start({}, { tls: certificate });
      const { send } = await running({
        service: { tls: 'tls' },
        others: [{ ...tls, credentials: { cadata: certificate.cert } }],
      });

      assert.equal((await send({ payload: JPEG })).by, 'plate');
    });

    it('without verification to this machine', async () => {
      await start({}, { tls: certificate });
      const { send } = await running({
        service: { tls: 'tls' },
        others: [{ ...tls, verifyservercert: false }],
      });

      assert.equal((await send({ payload: JPEG })).by, 'plate');
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
        emulator = await startEmulator();
        const { send } = await running(options);

        const { msg } = await send({ payload: JPEG });

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
        emulator = await startEmulator();
        const { send } = await running({ service: { proxy: 'proxy' }, others: [node()] });

        assert.equal((await send({ payload: JPEG })).by, 'plate');
        const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;
        assert.deepEqual(proxy.asked, [{ target: emulator.host, authorization }]);
      });

      it('not where that exempts the host', async () => {
        emulator = await startEmulator();
        const { send } = await running({
          service: { proxy: 'proxy' },
          others: [node({ noproxy: ['127.0.0.1'] })],
        });

        assert.equal((await send({ payload: JPEG })).by, 'plate');
        assert.deepEqual(proxy.asked, []);
      });

      it('of the environment, where it names none', async () => {
        process.env.http_proxy = proxy.url;
        emulator = await startEmulator();
        const { send } = await running();

        assert.equal((await send({ payload: JPEG })).by, 'plate');
        assert.equal(proxy.asked.length, 1);
      });

      it("by the rules of Node-RED's settings", async () => {
        process.env.http_proxy = 'http://127.0.0.1:9';
        emulator = await startEmulator();
        const env = { http_proxy: proxy.url };
        const { send } = await running({ settings: { proxyOptions: { env } } });

        assert.equal((await send({ payload: JPEG })).by, 'plate');
        assert.equal(proxy.asked.length, 1);
      });
    });
  });

  describe('keeps a budget', () => {
    it('over redeploys, in a file of its own', async () => {
      await start({ service: { callsPerDay: '3' } });
      await rig?.send({ payload: JPEG });
      await rig?.send({ payload: JPEG });
      const { send, status } = await running({ service: { callsPerDay: '3' } });

      const exits = [await send({ payload: JPEG }), await send({ payload: JPEG })];

      assert.deepEqual(
        exits.map(({ msg }) => msg.error?.code),
        [undefined, 'BUDGET_SPENT'],
      );
      assert.equal(emulator.callCount, 3);
      assert.equal(status()?.text, 'license-plate.status.budget-spent');
      const file = JSON.parse(await readFile(join(userDir, 'license-plate', 'service.json'), 'utf8'));
      assert.equal(file.calls, 3);
    });

    it('in memory, with one warning, where it cannot be written', async () => {
      await writeFile(join(userDir, 'license-plate'), 'in the way');
      await start({ service: { callsPerDay: 2 } });

      const exits = [];
      for (let i = 0; i < 3; i++) exits.push(await rig?.send({ payload: JPEG }));

      assert.deepEqual(
        exits.map((exit) => exit?.by),
        ['plate', 'plate', 'error'],
      );
      assert.equal(rig?.log.match(/warning\.budget-file/g)?.length, 1);
    });
  });

  describe('is shared', () => {
    it('in turns: a node with much to do does not keep another waiting', async () => {
      await start({ service: { concurrency: 1 }, readers: 2 });
      emulator.misbehave(faults.hold());
      const ended: string[] = [];
      const track = (name: string) => () => ended.push(name);
      const busy = Array.from({ length: 6 }, () => rig?.send({ payload: JPEG }).then(track('busy')));
      await emulator.held();
      const calm = rig?.send({ payload: JPEG }, 'reader-2').then(track('calm'));
      emulator.release();

      await Promise.all([...busy, calm]);

      assert.ok(ended.indexOf('calm') <= 2, ended.join());
    });

    it('with what it knows: every node shows that the service is away, and that it is back', async () => {
      await start({ readers: 2, plate: { timeout: 5 } });
      emulator.respondWith(answers.refusal('APIG.0605'));
      for (let i = 0; i < 5; i++) await rig?.send({ payload: JPEG });
      const away = ['reader', 'reader-2'].map((id) => rig?.statusOf(id)?.text);

      const { msg } = (await rig?.send({ payload: JPEG }, 'reader-2')) ?? {};

      assert.equal(msg?.error?.code, 'CIRCUIT_OPEN');
      assert.deepEqual(away, ['license-plate.status.offline', 'license-plate.status.offline']);
      assert.equal(emulator.callCount, 5);
    });
  });

  async function running(options: RigOptions = {}) {
    const started = await deploy(options);
    return { send: started.send.bind(started), status: () => started.status };
  }
});
