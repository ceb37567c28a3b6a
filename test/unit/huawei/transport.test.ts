import assert from 'node:assert/strict';
import net from 'node:net';
import sinon from 'sinon';
import { HINTS } from '#nodes/lib/hints';
import { post } from '#nodes/lib/huawei/exchange';
import { openRoute } from '#nodes/lib/huawei/transport';
import { parseProxy } from '#nodes/lib/proxy';
import { selfSigned } from '../../emulator';
import { Account, type AccountOptions } from './account';
import { ConnectProxy } from './connect-proxy';

const local = selfSigned(['127.0.0.1']);
const named = selfSigned(['ocr.example.com']);

describe('a connection to the service', () => {
  let account: Account | undefined;
  let proxy: ConnectProxy;

  beforeEach(async () => {
    proxy = await ConnectProxy.start();
  });

  afterEach(async () => {
    await account?.close();
    account = undefined;
    await proxy.close();
  });

  async function open(options: AccountOptions): Promise<Account> {
    account = await Account.open(options);
    return account;
  }

  describe('by TLS', () => {
    it('trusts the authority that it is given', async () => {
      const { emulator } = await open({ emulator: { tls: local }, around: { tls: { ca: local.cert } } });

      const reading = await account?.read();

      assert.equal(reading?.attempts, 1);
      assert.equal(emulator.callCount, 1);
    });

    it('trusts nobody else, sends nothing, and tries no second time', async () => {
      const { emulator } = await open({ emulator: { tls: local } });

      const error = await account?.failure();

      assert.deepEqual([error?.code, error?.attempts], ['NETWORK', 1]);
      assert.equal(error?.hint, HINTS['network-certificate']);
      assert.equal(emulator.callCount, 0);
    });

    it('refuses a certificate of another name', async () => {
      const { emulator } = await open({ emulator: { tls: named }, around: { tls: { ca: named.cert } } });

      const error = await account?.failure();

      assert.match(String(error?.message), /ERR_TLS_CERT_ALTNAME_INVALID/);
      assert.equal(emulator.callCount, 0);
    });

    it('takes the name that it is told to ask for', async () => {
      const tls = { ca: named.cert, servername: 'ocr.example.com' };
      await open({ emulator: { tls: named }, around: { tls } });

      assert.equal((await account?.read())?.attempts, 1);
    });

    it('asks IAM for no such name', async () => {
      const tls = { ca: [local.cert, named.cert].join('\n'), servername: 'ocr.example.com' };
      const iam = await Account.open({ emulator: { tls: local } });
      try {
        await open({
          login: { auth: 'password', iamOrigin: iam.emulator.url },
          emulator: { tls: named },
          around: { tls },
        });

        const error = await account?.failure();

        // The other emulator's token is none of this one's: what matters is that the login came through.
        assert.equal(error?.code, 'APIG.0301');
        assert.equal(iam.emulator.loginCount, 2);
      } finally {
        await iam.close();
      }
    });
  });

  it('has time on a slow link for each address of a name', async () => {
    const connect = sinon.spy(net, 'connect');
    try {
      await open({});
      await account?.read();

      assert.deepEqual(
        (connect.args as unknown as [net.TcpNetConnectOpts][]).map(
          ([options]) => options.autoSelectFamilyAttemptTimeout,
        ),
        [2000],
      );
    } finally {
      connect.restore();
    }
  });

  describe('through a proxy', () => {
    const through = () => ({ proxyFor: () => parseProxy(proxy.url, { username: 'me', password: 'secret' }) });

    it('is asked for by its host and port, with the credentials of the proxy', async () => {
      const { emulator } = await open({
        emulator: { tls: local },
        around: { ...through(), tls: { ca: local.cert } },
        options: { concurrency: 1 },
      });

      await account?.read();
      await account?.read();

      const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;
      assert.deepEqual(proxy.asked, [{ target: emulator.host, authorization }]);
      assert.ok(emulator.calls.every(({ headers }) => !('proxy-authorization' in headers)));
    });

    it('carries tokens of 64 KB, and the login, too', async () => {
      const { emulator } = await open({
        login: { auth: 'password' },
        emulator: { tls: local, tokenBytes: 64 * 1024 },
        around: { ...through(), tls: { ca: local.cert } },
      });

      await account?.read();

      assert.equal(proxy.asked.length, 2);
      assert.equal(emulator.calls[0]?.headers['x-auth-token']?.length, 64 * 1024);
    });

    it('checks the certificate of the service', async () => {
      await open({ emulator: { tls: local }, around: through() });

      assert.equal((await account?.failure())?.hint, HINTS['network-certificate']);
    });

    for (const [status, attempts] of [
      [407, 1],
      [403, 1],
      [502, 3],
    ] as const) {
      it(`that refuses with ${status} is named, after ${attempts} tries, without its password`, async () => {
        proxy.refuseWith = status;
        const { emulator } = await open({ emulator: { tls: local }, around: through() });

        const error = await account?.failure();

        assert.deepEqual([error?.code, error?.attempts], ['NETWORK', attempts]);
        assert.match(String(error?.message), new RegExp(`proxy.*${status}`));
        assert.equal(error?.hint, HINTS['network-proxy']);
        assert.doesNotMatch(JSON.stringify(error), /secret/);
        assert.equal(emulator.connections, 0);
      });
    }

    it('that hangs up is asked once by each try', async () => {
      proxy.hangsUp = true;
      await open({ emulator: { tls: local }, around: through() });

      const error = await account?.failure();

      assert.deepEqual([error?.code, error?.attempts, error?.retryable], ['NETWORK', 3, true]);
      assert.equal(error?.message, 'The proxy ended the connection.');
      assert.equal(error?.hint, HINTS['silent-proxy']);
      assert.equal(proxy.asked.length, 3);
    });

    it('that never answers is given up, and asked anew by the next', async () => {
      const { emulator } = await open({ emulator: { tls: local } });
      const route = openRoute(emulator.url, {
        tls: { ca: local.cert },
        proxy: parseProxy(proxy.url),
        connections: 1,
        connectTimeout: 50,
      });
      const ask = () =>
        post(
          route.dispatcher,
          { origin: emulator.url, path: '/', headers: {}, body: [] },
          new AbortController().signal,
        );
      try {
        proxy.isSilent = true;
        await assert.rejects(ask(), {
          code: 'NETWORK',
          message: 'The proxy did not answer.',
          retryable: true,
          hint: HINTS['silent-proxy'],
        });
        proxy.isSilent = false;

        assert.ok((await ask()).statusCode > 0);
        assert.equal(proxy.asked.length, 2);
      } finally {
        await route.close();
      }
    });

    it('ends with the reader', async () => {
      const { emulator, reader } = await open({
        emulator: { tls: local },
        around: { ...through(), tls: { ca: local.cert } },
      });
      await account?.read();

      await reader.close();

      await emulator.disconnected();
    });
  });
});
