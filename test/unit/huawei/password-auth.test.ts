import assert from 'node:assert/strict';
import { LOGIN_HINTS } from '#nodes/lib/huawei/login-hints';
import { answers, faults } from '../../emulator';
import { Account, type AccountOptions } from './account';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a login by password', () => {
  let account: Account;

  afterEach(() => account.close());

  async function open(options: AccountOptions = {}): Promise<Account> {
    const login = { auth: 'password', ...options.login } as const;
    account = await Account.open({ ...options, login });
    return account;
  }

  it('comes with the first picture, for the project of the region, which its answer names', async () => {
    const { emulator } = await open();
    assert.equal(emulator.loginCount, 0);

    const reading = await account.read();

    assert.equal(reading.attempts, 1);
    assert.deepEqual(
      emulator.calls.map(({ auth, project }) => [auth, project]),
      [['token', emulator.projectId]],
    );
    const [login] = emulator.logins;
    assert.deepEqual([login?.account, login?.username, login?.scope], ['gatecam', 'camera', 'project']);
    assert.equal(login?.path, '/v3/auth/tokens?nocatalog=true');
  });

  it('sends names and passwords of any script', async () => {
    const user = { account: '停车场', username: 'Kamera-Süd', password: '放我进去' };
    const { emulator } = await open({ login: { auth: 'password', ...user }, emulator: { users: [user] } });

    await account.read();

    assert.deepEqual([emulator.logins[0]?.account, emulator.logins[0]?.username], ['停车场', 'Kamera-Süd']);
  });

  it('is for the project that is named, where one is', async () => {
    await open({ login: { auth: 'password', projectId: 'another' } });

    const error = await account.failure();

    assert.deepEqual([error.code, error.category], ['HTTP_404', 'auth']);
    assert.equal(error.hint, LOGIN_HINTS['login-project']);
  });

  it('is one for many pictures at once, and for all that follow', async () => {
    const { emulator } = await open();

    await Promise.all(Array.from({ length: 20 }, () => account.read()));
    await account.read();

    assert.deepEqual([emulator.loginCount, emulator.callCount], [1, 21]);
  });

  it('takes a token of 64 KB', async () => {
    const { emulator } = await open({ emulator: { tokenBytes: 64 * 1024 } });

    await account.read();

    assert.equal(emulator.calls[0]?.headers['x-auth-token']?.length, 64 * 1024);
  });

  describe('is renewed', () => {
    for (const how of ['revoked', 'expired'] as const) {
      it(`once, and the call repeated once, where the token was ${how}`, async () => {
        const { emulator } = await open();
        await account.read();
        if (how === 'revoked') emulator.revokeTokens();
        else emulator.expireTokens();

        const reading = await account.read();

        assert.equal(reading.attempts, 2);
        assert.deepEqual([emulator.loginCount, emulator.callCount], [2, 3]);
      });
    }

    it('for the next picture where the refusal came under 200: that call is billed, and not repeated', async () => {
      const { emulator } = await open();
      emulator.answer(answers.refusal('APIG.0307', { status: 200 }));

      const error = await account.failure();
      const { attempts } = await account.read();

      assert.deepEqual([error.code, error.attempts], ['APIG.0307', 1]);
      assert.deepEqual([attempts, emulator.loginCount, emulator.callCount], [1, 2, 2]);
    });

    it('once for many pictures whose token was revoked while they were on their way', async () => {
      const { emulator } = await open();
      await account.read();
      emulator.respondWith(({ number }) => {
        if (number <= 8) return faults.hold('arrival');
        return number === 9 ? faults.dropTokens() : undefined;
      });
      const readings = Array.from({ length: 8 }, () => account.read());
      await emulator.held(7);
      await emulator.until(() => emulator.loginCount === 2);
      emulator.release();

      const attempts = (await Promise.all(readings)).map((reading) => reading.attempts);

      assert.deepEqual(
        attempts,
        Array.from({ length: 8 }, () => 2),
      );
      assert.equal(emulator.loginCount, 2);
    });

    it('on use, before it ends, and nobody waits for that', async () => {
      const { emulator, clock } = await open();
      await account.read();
      clock.pass(24 * HOUR - 29 * MINUTE);
      emulator.iam.misbehave(faults.hold());

      const reading = await account.read();
      await emulator.held();

      assert.equal(reading.attempts, 1);
      assert.equal(emulator.loginCount, 2);
      emulator.release();
    });

    it('not before it is due, and never by itself', async () => {
      const { emulator, clock } = await open();
      await account.read();
      clock.pass(23 * HOUR);

      await account.read();

      assert.equal(emulator.loginCount, 1);
    });

    it('before a call that it would not outlive', async () => {
      const { emulator, clock } = await open();
      await account.read();
      clock.pass(24 * HOUR);

      const reading = await account.read();

      assert.deepEqual([reading.attempts, emulator.loginCount], [1, 2]);
    });

    it('later, once a minute, where IAM is away and the token still lives', async () => {
      const { emulator, clock } = await open();
      await account.read();
      clock.pass(24 * HOUR - 10 * MINUTE);
      emulator.iam.respondWith(answers.refusal('IAM.0006'));

      for (let i = 0; i < 10; i++) await account.read();
      await emulator.until(() => emulator.logins.every(({ status }) => status !== undefined));
      clock.pass(MINUTE);
      await account.read();
      await emulator.until(() => emulator.loginCount === 3);

      assert.equal(emulator.callCount, 12);
    });

    it('again at once where the new token was taken before it was refused, too', async () => {
      const { emulator } = await open();
      for (const _ of ['old', 'new']) {
        await account.read();
        emulator.answer(answers.refusal('APIG.0307'));
        assert.equal((await account.read()).attempts, 2);
      }

      assert.equal(emulator.loginCount, 3);
    });

    it('not for each picture where the new token is refused like the old one', async () => {
      const { emulator, clock } = await open();
      emulator.respondWith(answers.refusal('APIG.0307'));

      const failures = [await account.failure(), await account.failure(), await account.failure()];
      const logins = emulator.loginCount;
      clock.pass(MINUTE);
      await account.failure();

      assert.deepEqual(
        failures.map(({ code, attempts }) => [code, attempts]),
        [
          ['APIG.0307', 2],
          ['APIG.0307', 1],
          ['APIG.0307', 1],
        ],
      );
      assert.deepEqual([logins, emulator.loginCount], [2, 3]);
    });
  });

  it('whose answer holds no token is a bad answer', async () => {
    const { emulator } = await open();
    emulator.iam.answer({ status: 201, body: { token: {} } });

    const error = await account.failure();

    assert.deepEqual([error.code, error.category], ['BAD_ANSWER', 'service']);
  });

  it('ends with the reader', async () => {
    const { emulator } = await open();
    emulator.iam.misbehave(faults.hold());
    const failure = account.failure();
    await emulator.held();

    await account.reader.close();

    const { attempts, message } = await failure;
    assert.equal(attempts, 0);
    assert.match(message, /service node was deployed anew/);
    await emulator.disconnected();
  });
});
