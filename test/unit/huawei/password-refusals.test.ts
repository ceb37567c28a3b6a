import assert from 'node:assert/strict';
import { HINTS } from '#nodes/lib/hints';
import { LOGIN_HINTS } from '#nodes/lib/huawei/login-hints';
import { answers, refusedUrl } from '../../emulator';
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

  describe('that is refused', () => {
    const refused = { login: { auth: 'password', password: 'guess' } } as const;

    for (const [shape, code] of [
      ['keystone', 'HTTP_401'],
      ['error_code', 'IAM.0062'],
    ] as const) {
      it(`says so, in the shape ${shape}`, async () => {
        const { emulator } = await open({ ...refused, emulator: { loginErrors: shape } });

        const error = await account.failure();

        assert.deepEqual([error.code, error.category, error.retryable], [code, 'auth', false]);
        assert.equal(error.requestId, emulator.logins[0]?.requestId ?? assert.fail());
        assert.deepEqual([error.statusCode, error.attempts], [401, 0]);
        assert.match(error.message, /username or password is wrong/);
        assert.equal(error.hint, LOGIN_HINTS.login);
      });
    }

    it('is not tried again for a quarter of an hour, so that the account is not locked', async () => {
      const { emulator, clock } = await open(refused);
      await Promise.all(Array.from({ length: 9 }, () => account.failure()));

      const held = await account.failure();
      clock.pass(15 * MINUTE - 1);
      await account.failure();

      assert.deepEqual([held.code, held.category, held.attempts], ['AUTH_HELD', 'auth', 0]);
      assert.match(held.message, /HTTP_401.* 15 min/);
      assert.equal(held.hint, HINTS.AUTH_HELD);
      assert.deepEqual([emulator.loginCount, emulator.callCount], [1, 0]);
      clock.pass(1);
      assert.equal((await account.failure()).code, 'HTTP_401');
      assert.equal(emulator.loginCount, 2);
    });

    it('is tried again when it is deployed again', async () => {
      const { emulator } = await open(refused);
      await account.failure();
      await account.redeploy();

      assert.equal((await account.failure()).code, 'HTTP_401');
      assert.equal(emulator.loginCount, 2);
    });

    it('leaves the old token in use for as long as it lives', async () => {
      const { emulator, clock } = await open();
      await account.read();
      clock.pass(24 * HOUR - 5 * MINUTE);
      emulator.iam.respondWith(answers.refusal('IAM.0061'));

      await account.read();
      await emulator.until(() => emulator.logins.at(-1)?.status !== undefined);
      const reading = await account.read();

      assert.equal(reading.attempts, 1);
      assert.equal(emulator.loginCount, 2);
    });

    for (const [code, hint] of [
      ['IAM.0061', 'login-locked'],
      ['IAM.0081', 'login-denied'],
      ['IAM.0062', 'login'],
    ] as const) {
      it(`with ${code} hints at ${hint}`, async () => {
        const { emulator } = await open();
        emulator.iam.answer(answers.refusal(code));

        const error = await account.failure();

        assert.deepEqual([error.code, error.category, error.hint], [code, 'auth', LOGIN_HINTS[hint]]);
      });
    }

    it('never shows the password, even where IAM echoes it', async () => {
      const { emulator } = await open();
      emulator.iam.answer(answers.keystone(400, 'Bad Request', 'The password let-me-in is not allowed here'));

      const error = await account.failure();

      assert.doesNotMatch(error.message, /let-me-in/);
      assert.match(error.message, /not allowed here/);
    });
  });

  describe('that is answered by a page that is not from IAM', () => {
    for (const [kind, page, code] of [
      ['a ban', answers.htmlError(403, 'Forbidden'), 'HTTP_403'],
      ['a redirect', answers.htmlError(302, 'Found'), 'HTTP_302'],
      ['a server of another kind', answers.htmlError(404, 'Not Found'), 'HTTP_404'],
      ['JSON of another kind', { status: 403, body: { error: 'Forbidden' } }, 'HTTP_403'],
    ] as const) {
      it(`hints at the address, not at the password: ${kind}`, async () => {
        const { emulator } = await open();
        emulator.iam.answer(page);

        const error = await account.failure();

        assert.deepEqual([error.code, error.category, error.hint], [code, 'service', HINTS.BAD_ANSWER]);
        assert.doesNotMatch(error.message, /IAM/);
      });

      it(`is tried again with the next message, as nobody looked at the password: ${kind}`, async () => {
        const { emulator } = await open();
        emulator.iam.answer(page);
        await account.failure();

        await account.read();

        assert.equal(emulator.loginCount, 2);
      });
    }

    it('is not tried again where that says 401: it may stand before IAM, and hide its words', async () => {
      const { emulator } = await open();
      emulator.iam.answer(answers.htmlError(401, 'Unauthorized'));

      const refused = await account.failure();
      const held = await account.failure();

      assert.deepEqual(
        [refused.code, refused.category, refused.hint],
        ['HTTP_401', 'auth', HINTS.BAD_ANSWER],
      );
      assert.equal(held.code, 'AUTH_HELD');
      assert.equal(emulator.loginCount, 1);
    });
  });

  for (const code of ['APIG.0301', 'APIG.0307', 'ModelArts.0203']) {
    it(`whose token is refused with ${code} hints at the region: there is no token to paste`, async () => {
      const { emulator } = await open();
      emulator.respondWith(answers.refusal(code));

      assert.equal((await account.failure()).hint, LOGIN_HINTS['token-login']);
    });
  }

  describe('that fails for a moment is tried again', () => {
    it('after an error of IAM', async () => {
      const { emulator, clock } = await open();
      emulator.iam.answer(answers.refusal('IAM.0006'), answers.htmlError(503));

      const reading = await account.read();

      assert.deepEqual([reading.attempts, emulator.loginCount], [1, 3]);
      assert.deepEqual(clock.waits, [0, 0]);
    });

    it('2 s after it was throttled', async () => {
      const { emulator, clock } = await open();
      emulator.iam.answer(answers.refusal('IAM.0012'));

      await account.read();

      assert.deepEqual(clock.waits, [2000]);
      assert.equal(emulator.loginCount, 2);
    });

    it('until it has failed three times, and is no call', async () => {
      const iamOrigin = await refusedUrl();
      await open({ login: { auth: 'password', iamOrigin } });

      const error = await account.failure();

      assert.deepEqual([error.code, error.category, error.attempts], ['NETWORK', 'network', 0]);
      // The host of the login is another one than the service's.
      assert.equal(error.message, `${new URL(iamOrigin).host} could not be reached (ECONNREFUSED).`);
    });
  });
});
