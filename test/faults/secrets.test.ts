import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import sinon from 'sinon';
import { pictureFromBytes } from '#nodes/lib/picture';
import { parseProxy } from '#nodes/lib/proxy';
import { answers, type Call, faults, type Login, type Step, selfSigned } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { Account, type AccountOptions } from '../unit/huawei/account';
import { ConnectProxy } from '../unit/huawei/connect-proxy';

const PICTURE = pictureFromBytes(jpegHeader(640, 480, 6000));
const SECRETS = {
  token: `MIIE${'PlantedToken'.repeat(5)}`,
  shortToken: 'planted-short',
  password: 'planted password!',
  secretKey: 'PlantedSecretKey0123456789',
  securityToken: 'PlantedSecurityToken',
  proxyPassword: 'planted-proxy',
  picture: Buffer.from(PICTURE.bytes).toString('base64').slice(0, 300),
};
const KEY = { accessKey: 'PLANTEDAK', secretKey: SECRETS.secretKey, securityToken: SECRETS.securityToken };

const byToken = {
  login: { auth: 'token', token: SECRETS.token },
  emulator: { tokens: [SECRETS.token] },
} as const;
const byShortToken = { login: { auth: 'token', token: SECRETS.shortToken } } as const;
const byPassword = {
  login: { auth: 'password', password: SECRETS.password },
  emulator: { users: [{ account: 'gatecam', username: 'camera', password: SECRETS.password }] },
} as const;
const byKey = { login: { auth: 'aksk', ...KEY } } as const;

/** Answers that show whatever they were sent. */
const echo = (call: Call): Step => ({
  status: 401,
  body: { error_code: 'APIG.0301', error_msg: `you sent ${JSON.stringify(call.headers)}` },
});
const echoLogin = (login: Login): Step => ({
  status: 401,
  body: {
    error: {
      code: 401,
      title: 'Unauthorized',
      message: `no ${SECRETS.password}: ${JSON.stringify(login.headers)}`,
    },
  },
});

describe('secrets', () => {
  let account: Account | undefined;
  let printed: string[];

  beforeEach(() => {
    printed = [];
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      sinon.stub(stream, 'write').callsFake((...args: Parameters<typeof write>) => {
        printed.push(String(args[0]));
        return write(...args);
      });
    }
  });

  afterEach(async () => {
    sinon.restore();
    await account?.close();
    account = undefined;
  });

  async function open(options: AccountOptions): Promise<Account> {
    account = await Account.open(options);
    return account;
  }

  /** Nothing of them in an error, however deep one looks, nor in what was printed. */
  function assertNothingShown(...things: unknown[]): void {
    const shown = [...things.map((thing) => inspect(thing, { depth: 12, showHidden: true })), ...printed];
    for (const [name, secret] of Object.entries(SECRETS)) {
      for (const text of shown) assert.ok(!text.includes(secret), `${name} is shown`);
    }
    for (const text of shown) assert.doesNotMatch(text, /Signature=|Basic [A-Za-z0-9+/]/);
  }

  const days: [name: string, options: AccountOptions, always: Step | ((call: Call) => Step)][] = [
    ['a token that is echoed', byToken, echo],
    ['a short token that is echoed', byShortToken, echo],
    ['a token and a reset', byToken, faults.reset('before-headers')],
    ['a token and half an answer', byToken, faults.hangup('mid-body')],
    ['a token and no HTTP', byToken, faults.garbage()],
    ['a token and a page', byToken, answers.htmlError(502)],
    ['a token from the login that is echoed', byPassword, echo],
    ['a password and a reset', byPassword, faults.reset('before-headers')],
    ['a signature that is echoed', byKey, echo],
    ['a signature that is refused', byKey, (call) => refusedSignature(call)],
    ['a signature and a reset', byKey, faults.reset('arrival')],
  ];
  for (const [name, options, always] of days) {
    it(`stay where they are: ${name}`, async () => {
      const { emulator } = await open(options);
      emulator.respondWith(always);

      const error = await account?.failure(undefined, PICTURE);

      assertNothingShown(error);
    });
  }

  it('stay where they are: a password that IAM echoes', async () => {
    const { emulator } = await open(byPassword);
    emulator.iam.respondWith(echoLogin);

    const failures = [await account?.failure(), await account?.failure()];

    assert.deepEqual(
      failures.map((error) => error?.code),
      ['HTTP_401', 'AUTH_HELD'],
    );
    assertNothingShown(...failures);
  });

  it('stay where they are: a proxy that refuses, and a certificate that is none of ours', async () => {
    const proxy = await ConnectProxy.start();
    try {
      const tls = selfSigned(['127.0.0.1']);
      const proxyFor = () => parseProxy(proxy.url, { username: 'me', password: SECRETS.proxyPassword });
      await open({ ...byToken, emulator: { ...byToken.emulator, tls }, around: { proxyFor } });
      const untrusted = await account?.failure();
      proxy.refuseWith = 407;
      const refused = await account?.failure();

      assertNothingShown(untrusted, refused);
    } finally {
      await proxy.close();
    }
  });

  it('go to nobody else: the password to IAM alone, keys and pictures to none but the service', async () => {
    const { emulator } = await open(byPassword);
    await account?.read();
    await account?.reader.close();

    const [call] = emulator.calls;
    const [login] = emulator.logins;
    assert.ok(!JSON.stringify(call?.headers).includes(SECRETS.password));
    assert.ok(!JSON.stringify(login?.headers).includes(SECRETS.password));
    assert.ok(!('x-auth-token' in (login?.headers ?? {})));
    assert.ok(!login?.path.includes(SECRETS.password));
  });

  it('never leave at all: the secret key', async () => {
    const { emulator } = await open({
      ...byKey,
      emulator: { keys: [{ ak: 'PLANTEDAK', sk: KEY.secretKey, securityToken: KEY.securityToken }] },
    });
    await account?.read();

    assert.ok(!JSON.stringify(emulator.calls[0]?.headers).includes(KEY.secretKey));
    assertNothingShown();
  });
});

/** As the gateway does it: with the whole canonical request, newlines as bars. */
function refusedSignature({ headers }: Call): Step {
  const canonical = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const message = `Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:POST|${canonical.join('|')}`;
  return answers.refusal('APIG.0301', { message });
}
