import assert from 'node:assert/strict';
import sinon from 'sinon';
import { answers, type Emulator, faults } from '../../emulator';
import { Account } from './account';

describe('an access key that is not proven yet', () => {
  let account: Account;
  let emulator: Emulator;

  beforeEach(async () => {
    // The emulator's clock stands where the tests' clock stands.
    const now = () => account?.clock.date().getTime() ?? 0;
    account = await Account.open({ login: { auth: 'aksk' }, emulator: { now } });
    emulator = account.emulator;
  });

  afterEach(async () => {
    sinon.restore();
    await account.close();
  });

  it('is proved by one call alone, and then used by many at once', async () => {
    emulator.respondWith(faults.hold());
    const readings = Array.from({ length: 5 }, () => account.read());
    await emulator.held();
    const alone = emulator.inFlight;
    emulator.release();
    await emulator.held(4);
    emulator.release();

    await Promise.all(readings);

    assert.equal(alone, 1);
    assert.equal(emulator.callCount, 5);
  });

  it('lets the next call prove it where the first one never arrived', async () => {
    emulator.misbehave(faults.reset('arrival'), faults.reset('arrival'), faults.reset('arrival'));

    const readings = await Promise.all([
      account.read().catch(() => undefined),
      account.read(),
      account.read(),
    ]);

    assert.equal(emulator.callCount, 3 + readings.filter(Boolean).length);
  });

  it('lets the next call prove it where the first one has no answer for three seconds', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    emulator.misbehave(faults.hold());
    const first = account.read();
    await emulator.held();
    const second = account.read();

    timers.tick(3000);
    await second;

    emulator.release();
    await first;
  });

  it('is proven by a late answer, too: nobody waits for the call that was to prove it in its place', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    emulator.misbehave(faults.hold(), faults.hold());
    const first = account.read();
    await emulator.held();
    const second = account.read();
    timers.tick(3000);
    await emulator.held(2);
    const third = account.read();

    emulator.release(1);
    await first;
    await third;

    emulator.release();
    await second;
  });

  it('is proved by one call alone again, although it once was', async () => {
    await account.read();
    const message = 'Incorrect IAM authentication information: verify aksk signature fail';
    emulator.respondWith(answers.refusal('APIG.0301', { message }));
    await account.failure();
    account.clock.pass(5 * 60_000);

    await Promise.all(Array.from({ length: 9 }, () => account.failure()));

    assert.equal(emulator.callCount, 3);
  });
});
