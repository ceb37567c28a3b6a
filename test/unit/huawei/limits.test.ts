import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { answers, type Emulator, faults } from '../../emulator';
import { Account, type AccountOptions, PICTURE } from './account';

const MINUTE = 60_000;

describe('the calls of a service', () => {
  let account: Account;
  let emulator: Emulator;

  afterEach(() => account.close());

  async function open(options?: AccountOptions): Promise<void> {
    account = await Account.open(options);
    emulator = account.emulator;
  }

  describe('keep to the limits', () => {
    it('of our own per minute, one after the other', async () => {
      await open({ options: { callsPerMinute: 6 } });

      await Promise.all(Array.from({ length: 4 }, () => account.read()));

      assert.equal(account.clock.now(), 30_000);
    });

    it('and say at once where there is no call left in time', async () => {
      await open({ options: { callsPerMinute: 6 } });
      await account.read(5000);

      const error = await account.failure(5000);

      assert.deepEqual([error.code, error.category, error.attempts], ['RATE_LIMITED', 'quota', 0]);
      assert.equal(emulator.callCount, 1);
    });

    it('that the service states: after one refusal there is no other', async () => {
      await open({ emulator: { throttle: { limit: 5, per: 'second' }, now: () => account.clock.now() } });
      for (let i = 0; i < 30; i++) await account.read();

      const refused = emulator.calls.filter(({ status }) => status === 429);
      assert.equal(refused.length, 1);
      assert.equal(emulator.billed, 30);
    });

    it('of the day, retries included', async () => {
      await open({ options: { callsPerDay: 3 } });
      emulator.answer(answers.htmlError(502));
      await account.read();
      await account.read();

      const error = await account.failure();

      assert.deepEqual([error.code, error.category, error.attempts], ['BUDGET_SPENT', 'quota', 0]);
      assert.equal(emulator.callCount, 3);
    });

    it('of the day: once that is spent, no picture waits for its turn, or is told of the next', async () => {
      await open({ options: { callsPerMinute: 6, callsPerDay: 1 } });
      await account.read();

      const errors = [await account.failure(30_000), await account.failure(5000)];

      assert.deepEqual(
        errors.map(({ code }) => code),
        ['BUDGET_SPENT', 'BUDGET_SPENT'],
      );
      assert.equal(account.clock.now(), 0);
    });

    it('and tell what the service said of a token, where they leave no call for a new one', async () => {
      await open({ login: { auth: 'password' }, options: { callsPerDay: 1 } });
      emulator.answer(answers.refusal('APIG.0307'));

      const error = await account.failure();

      assert.deepEqual([error.code, error.attempts], ['APIG.0307', 1]);
    });

    it('and tell what the service said, where they leave no call for a retry', async () => {
      await open({ options: { callsPerDay: 1 } });
      emulator.answer(answers.htmlError(502));

      const error = await account.failure();

      assert.deepEqual([error.code, error.attempts], ['HTTP_502', 1]);
    });
  });

  describe('spare a dead service', () => {
    it('after five pictures, and come back with one', async () => {
      await open();
      const port = emulator.port;
      await emulator.stop();
      for (let i = 0; i < 5; i++) assert.equal((await account.failure()).code, 'NETWORK');

      const spared = await account.failure();
      await emulator.restart();
      account.clock.pass(10_000);
      const reading = await account.read();

      assert.deepEqual([spared.code, spared.category, spared.attempts], ['CIRCUIT_OPEN', 'network', 0]);
      assert.equal(reading.attempts, 1);
      assert.equal(emulator.port, port);
    });

    it('whether its errors are 5xx or time runs out', async () => {
      const states: boolean[] = [];
      await open({ around: { onOffline: (offline) => states.push(offline) } });
      emulator.respondWith(answers.htmlError(500));
      for (let i = 0; i < 4; i++) await account.failure();
      emulator.respondWith(undefined);
      emulator.misbehave(faults.hold());
      const work = new AbortController();
      const failure = account.read(MINUTE, PICTURE, work).catch(() => undefined);
      await emulator.held();
      work.abort(new PlateError('TIMEOUT', 'timeout', 'late'));
      await failure;

      assert.equal((await account.failure()).code, 'CIRCUIT_OPEN');
      account.clock.pass(10_000);
      await account.read();
      assert.deepEqual(states, [true, false]);
    });

    it('until it answers, even if it sees no plate', async () => {
      const states: boolean[] = [];
      await open({ around: { onOffline: (offline) => states.push(offline) } });
      emulator.respondWith(faults.reset('arrival'));
      for (let i = 0; i < 5; i++) await account.failure();
      account.clock.pass(10_000);

      emulator.respondWith(answers.refusal('AIS.0104'));

      for (let i = 0; i < 2; i++) assert.equal((await account.failure()).code, 'AIS.0104');
      assert.deepEqual(states, [true, false]);
    });

    it('and take no limit of our own for its answer', async () => {
      await open({ options: { callsPerMinute: 60 } });
      emulator.respondWith(faults.reset('arrival'));
      for (let i = 0; i < 4; i++) await account.failure();

      assert.equal((await account.failure(100)).code, 'RATE_LIMITED');

      assert.equal((await account.failure()).code, 'NETWORK');
      assert.equal((await account.failure()).code, 'CIRCUIT_OPEN');
    });

    it('but not one that refuses for a reason', async () => {
      await open();
      emulator.respondWith(answers.refusal('ModelArts.4204'));

      for (let i = 0; i < 9; i++) assert.equal((await account.failure()).code, 'ModelArts.4204');
    });

    it('nor one that sees no plate, whatever the status that says so', async () => {
      await open();
      emulator.respondWith({ status: 500, body: { error_code: 'AIS.0104', error_msg: 'no plate' } });

      for (let i = 0; i < 9; i++) assert.equal((await account.failure()).code, 'AIS.0104');
    });
  });
});
