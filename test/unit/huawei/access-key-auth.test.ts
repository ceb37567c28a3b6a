import assert from 'node:assert/strict';
import { HINTS } from '#nodes/lib/hints';
import { LOGIN_HINTS } from '#nodes/lib/huawei/login-hints';
import { pictureFromBytes } from '#nodes/lib/picture';
import { answers } from '../../emulator';
import { jpegHeader } from '../../emulator/pictures';
import { Account, type AccountOptions } from './account';

const MINUTE = 60_000;
const WRONG = { auth: 'aksk', secretKey: 'wrong' } as const;
const LONG = Number.POSITIVE_INFINITY;

describe('an access key', () => {
  let account: Account;

  afterEach(() => account.close());

  /** The emulator's clock stands where the tests' clock stands, plus what the test adds. */
  async function open(options: AccountOptions = {}): Promise<Account> {
    const login = { auth: 'aksk', ...options.login } as const;
    const now = () => account?.clock.date().getTime() ?? 0;
    account = await Account.open({ ...options, login, emulator: { now, ...options.emulator } });
    return account;
  }

  it('signs each call', async () => {
    const { emulator } = await open();

    await account.read();
    await account.read();

    assert.deepEqual(
      emulator.calls.map(({ auth, accessKey }) => [auth, accessKey]),
      [
        ['signature', 'AKIDEXAMPLE0123456AB'],
        ['signature', 'AKIDEXAMPLE0123456AB'],
      ],
    );
    assert.ok(emulator.calls.every(({ headers }) => headers['x-project-id'] === emulator.projectId));
  });

  for (const bytes of [2000, 49_152, 786_432, 7_400_000]) {
    it(`signs a streamed picture of ${bytes} bytes`, async () => {
      const { emulator } = await open();

      await account.read(LONG, pictureFromBytes(jpegHeader(640, 480, bytes)));

      assert.equal(emulator.calls[0]?.picture?.bytes, bytes);
      assert.equal(emulator.calls[0]?.transfer, 'content-length');
    });
  }

  it('signs the address of a picture', async () => {
    const { emulator } = await open();

    await account.read(LONG, { kind: 'url', url: 'https://example.com/%E8%BD%A6.jpg' });

    assert.equal(emulator.calls[0]?.url, 'https://example.com/%E8%BD%A6.jpg');
  });

  it('signs the enterprise project with the rest', async () => {
    const { emulator } = await open({ options: { enterpriseProjectId: '0' } });

    await account.read();

    assert.equal(emulator.calls[0]?.billedTo, '0');
    assert.match(emulator.calls[0]?.headers.authorization ?? '', /enterprise-project-id;host/);
  });

  it('that is temporary sends and signs its security token', async () => {
    const key = { ak: 'TEMP', sk: 'TEMPSECRET', securityToken: 'ggpjbi1ub3J0aC00TEMPTOKEN' };
    const login = {
      auth: 'aksk',
      accessKey: key.ak,
      secretKey: key.sk,
      securityToken: key.securityToken,
    } as const;
    const { emulator } = await open({ login, emulator: { keys: [key] } });

    await account.read();

    assert.match(emulator.calls[0]?.headers.authorization ?? '', /x-security-token/);
  });

  describe('on a machine whose clock is wrong', () => {
    for (const [name, skew, remark] of [
      ['behind', 20 * MINUTE, /20 min behind/],
      ['ahead', -300 * MINUTE, /300 min ahead/],
    ] as const) {
      it(`signs once more by the service's clock, and says that it is ${name}`, async () => {
        const { emulator } = await open({ emulator: { clockSkew: skew } });

        const first = await account.read();
        const second = await account.read();

        assert.deepEqual([first.attempts, second.attempts, emulator.callCount], [2, 1, 3]);
        assert.match(String(first.warnings), remark);
      });
    }

    it('signs once more when the clock is set right', async () => {
      const { emulator, clock } = await open({ emulator: { clockSkew: 20 * MINUTE } });
      await account.read();
      clock.jump(20 * MINUTE);
      emulator.clockSkew = 0;

      const reading = await account.read();

      assert.equal(reading.attempts, 2);
      assert.equal('warnings' in reading, false);
    });

    it('locks no key, however many pictures come at once', async () => {
      const { emulator } = await open({ emulator: { clockSkew: 20 * MINUTE } });

      await Promise.all(Array.from({ length: 12 }, () => account.read()));

      assert.equal(emulator.callCount, 13);
    });

    it('gives up where the service finds the corrected signature expired, too', async () => {
      const keys = [
        { ak: 'AKIDEXAMPLE0123456AB', sk: 'SKEXAMPLEsecretKey0123456789abcdefABCDEF', expiresAt: 1 },
      ];
      const { emulator } = await open({ emulator: { keys, clockSkew: 20 * MINUTE } });

      const error = await account.failure();

      assert.deepEqual([error.code, error.category, error.attempts], ['APIG.0301', 'auth', 2]);
      assert.equal(error.hint, LOGIN_HINTS.clock);
      assert.equal((await account.failure()).code, 'AUTH_HELD');
      assert.equal(emulator.callCount, 2);
    });

    it('does not guess where the answer bears no date', async () => {
      const { emulator } = await open();
      const message = 'Incorrect IAM authentication information: calc aksk signature fail:signature expired';
      emulator.answer(answers.refusal('APIG.0301', { message, headers: { date: 'long ago' } }));

      assert.equal((await account.failure()).attempts, 1);
    });
  });

  describe('whose signature is refused', () => {
    it('is not tried again for five minutes, so that it is not locked', async () => {
      const { emulator, clock } = await open({ login: WRONG });

      const failures = await Promise.all(Array.from({ length: 9 }, () => account.failure()));

      assert.deepEqual(
        failures.map(({ code }) => code),
        ['APIG.0301', ...Array.from({ length: 8 }, () => 'AUTH_HELD')],
      );
      assert.deepEqual([failures[0]?.attempts, failures[1]?.attempts, emulator.callCount], [1, 0, 1]);
      assert.equal(failures[0]?.hint, LOGIN_HINTS.signature);
      assert.equal(failures[1]?.hint, HINTS.AUTH_HELD);
      clock.pass(5 * MINUTE);
      assert.equal((await account.failure()).code, 'APIG.0301');
    });

    it('shows nothing of the request that the service echoes', async () => {
      const { emulator } = await open({ login: WRONG });

      const error = await account.failure();

      const shown = JSON.stringify([error, error.message, error.stack]);
      for (const secret of ['wrong', 'AKIDEXAMPLE0123456AB', 'x-sdk-date', 'Signature=']) {
        assert.ok(!shown.includes(secret), secret);
      }
      assert.match(error.message, /verify aksk signature fail$/);
      assert.match(emulator.calls[0]?.headers.authorization ?? '', /Signature=/);
    });

    it('is hinted at as a signature, not as a token, whatever words the service has for it', async () => {
      const { emulator } = await open();
      emulator.respondWith(
        answers.refusal('APIG.0301', { message: 'Incorrect IAM authentication information' }),
      );

      assert.equal((await account.failure()).hint, LOGIN_HINTS.signature);
    });

    it('is hinted at as locked where it is', async () => {
      const { emulator } = await open();
      const message =
        'Incorrect IAM authentication information: AK access failed to reach the limit,forbidden';
      emulator.answer(answers.refusal('APIG.0301', { message }));

      assert.equal((await account.failure()).hint, LOGIN_HINTS['key-locked']);
    });
  });
});
