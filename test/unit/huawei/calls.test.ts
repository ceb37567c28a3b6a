import assert from 'node:assert/strict';
import { setDeadline } from '#nodes/lib/deadline';
import { PlateError } from '#nodes/lib/errors';
import { fixedToken } from '#nodes/lib/huawei/auth';
import { Budget } from '#nodes/lib/huawei/budget';
import { type CallParts, Calls } from '#nodes/lib/huawei/calls';
import { Client } from '#nodes/lib/huawei/client';
import { Pace } from '#nodes/lib/huawei/pace';
import { openRoute } from '#nodes/lib/huawei/transport';
import { type Answer, answers, type Emulator, faults, refusedUrl, type Step } from '../../emulator';
import { Account, type AccountOptions, PICTURE } from './account';
import { VirtualClock } from './virtual-clock';

const MINUTE = 60_000;

/** What calls are made with, but for a budget. */
function partsOf({ url, projectId, token }: Emulator): CallParts {
  const { dispatcher } = openRoute(url, { tls: {}, proxy: undefined, connections: 1 });
  const clock = new VirtualClock();
  return {
    client: new Client(dispatcher, url, {}),
    auth: fixedToken(projectId, token),
    pace: new Pace(clock, 0),
    budget: undefined,
    clock,
    random: () => 0,
  };
}

describe('the calls of a picture', () => {
  let account: Account;
  let emulator: Emulator;

  afterEach(() => account.close());

  async function open(options?: AccountOptions): Promise<void> {
    account = await Account.open(options);
    emulator = account.emulator;
  }

  describe('are repeated', () => {
    const passing: [name: string, step: Step, wait: number][] = [
      ['a refused connection', faults.reset('connect'), 0],
      ['a reset before anything is read', faults.reset('arrival'), 0],
      ['a reset before the answer', faults.reset('before-headers'), 0],
      ['a connection that is closed', faults.hangup('before-headers'), 0],
      ['HTTP 408', { status: 408 }, 0],
      ["a gateway's 502", answers.htmlError(502), 0],
      ['HTTP 503', answers.htmlError(503, 'Unavailable'), 0],
      ['APIG.0201 under 504', answers.refusal('APIG.0201', { status: 504 }), 0],
      ['APIG.0613', answers.refusal('APIG.0613'), 0],
      ['ModelArts.4403', answers.refusal('ModelArts.4403'), 0],
      ['ModelArts.4603', answers.refusal('ModelArts.4603'), 0],
      ['APIG.0308', answers.throttled(60), 2000],
      ['ModelArts.4401', answers.refusal('ModelArts.4401'), 2000],
      ['HTTP 429 alone', { status: 429 }, 2000],
      ['HTTP 503 with Retry-After', { status: 503, headers: { 'retry-after': '9' } }, 9000],
      ['APIG.0308 with Retry-After', answers.throttled(60, 'minute', '30'), 30_000],
      ['APIG.0308 with Retry-After that is no time', answers.throttled(60, 'minute', 'later'), 2000],
    ];
    for (const [name, step, wait] of passing) {
      it(`after ${name}, ${wait} ms later`, async () => {
        await open();
        emulator.script(step);

        const reading = await account.read(MINUTE);

        assert.equal(account.clock.waits[0], wait);
        assert.equal(reading.attempts, emulator.callCount + (name === 'a refused connection' ? 1 : 0));
        assert.equal(reading.attempts, 2);
      });
    }

    it("until the moment that Retry-After names, by the server's clock", async () => {
      await open({ emulator: { clockSkew: -90 * MINUTE } });
      const at = new Date(Date.now() - 90 * MINUTE + 20_000).toUTCString();
      emulator.answer(answers.throttled(60, 'minute', at));

      await account.read(MINUTE);

      const [wait = 0] = account.clock.waits;
      assert.ok(wait >= 18_000 && wait <= 21_000, String(wait));
    });

    it('three times at most, and the last failure is the one that is told', async () => {
      await open();
      emulator.script(
        answers.htmlError(502),
        answers.refusal('APIG.0601'),
        answers.refusal('ModelArts.4402'),
      );

      const error = await account.failure(MINUTE);

      assert.deepEqual([error.code, error.attempts, emulator.callCount], ['ModelArts.4402', 3, 3]);
    });
  });

  describe('are not repeated', () => {
    const lasting: [code: string, answer: Answer][] = [
      ...[
        'AIS.0101',
        'AIS.0104',
        'ModelArts.4204',
        'ModelArts.6201',
        'APIG.0101',
        'APIG.0302',
        'APIG.0605',
      ].map((code): [string, Answer] => [code, answers.refusal(code)]),
      ['HTTP_302', answers.redirect('https://example.com/')],
      ['BAD_ANSWER', answers.htmlInstead()],
      ['BAD_ANSWER', answers.noContent()],
    ];
    for (const [code, answer] of lasting) {
      it(`after ${code} under ${answer.status ?? 200}`, async () => {
        await open();
        emulator.answer(answer);

        const error = await account.failure(MINUTE);

        assert.deepEqual([error.code, error.attempts, emulator.callCount], [code, 1, 1]);
      });
    }

    for (const fault of [
      faults.reset('mid-body'),
      faults.truncate('wrong'),
      faults.hangup('after-headers'),
    ]) {
      it(`after a 200 that broke off, as it is billed (${fault.fault})`, async () => {
        await open();
        emulator.misbehave(fault);

        const error = await account.failure(MINUTE);

        assert.deepEqual([error.code, error.statusCode, error.attempts], ['NETWORK', 200, 1]);
        assert.equal(emulator.callCount, 1);
      });
    }

    it('where the wait would not end in time: the refusal is told at once', async () => {
      await open();
      emulator.answer(answers.throttled(60));

      const error = await account.failure(2000);

      assert.deepEqual([error.code, error.attempts], ['APIG.0308', 1]);
      assert.deepEqual(account.clock.waits, []);
    });
  });

  describe('cut short', () => {
    /** What a picture ends with whose first calls go as scripted, and whose next is aborted on its way. */
    async function cutShort(first: Step | Step[], reason: Error): Promise<unknown> {
      await open();
      emulator.script(...[first].flat(), faults.hold());
      const work = new AbortController();
      const failure = account.read(MINUTE, PICTURE, work).catch((error: unknown) => error);
      await emulator.held();
      work.abort(reason);
      return failure;
    }

    const late = () => new PlateError('TIMEOUT', 'timeout', 'late');

    it('tell what an earlier one was answered', async () => {
      const error = await cutShort(answers.refusal('APIG.0613'), late());

      assert.ok(error instanceof PlateError);
      assert.deepEqual([error.code, error.attempts], ['APIG.0613', 2]);
    });

    it('tell so, too, where the one between was not answered', async () => {
      const steps = [answers.refusal('APIG.0613'), faults.reset('arrival')];

      const error = await cutShort(steps, late());

      assert.ok(error instanceof PlateError);
      assert.deepEqual([error.code, error.attempts], ['APIG.0613', 3]);
    });

    it('tell that time ran out where none was ever answered', async () => {
      const error = await cutShort(faults.reset('arrival'), late());

      assert.ok(error instanceof PlateError);
      assert.deepEqual([error.code, error.attempts], ['TIMEOUT', 2]);
    });

    it('end with the reason of another kind', async () => {
      const closed = new Error('closed');

      assert.equal(await cutShort(answers.refusal('APIG.0613'), closed), closed);
    });
  });

  it('of nobody who listens end with the word of the system', async () => {
    await open({ options: { origin: await refusedUrl() } });

    const error = await account.failure(MINUTE);

    assert.deepEqual([error.code, error.attempts], ['NETWORK', 3]);
    assert.match(error.message, /ECONNREFUSED/);
  });

  it('do not wait for a disk that hangs', async () => {
    const never = new Promise<never>(() => {});
    const budget = new Budget(9, { load: () => never, save: () => never }, new VirtualClock());
    const work = new AbortController();
    await open();
    const calls = new Calls({ ...partsOf(emulator), budget });

    const reading = calls.read(PICTURE, work.signal);
    work.abort(new PlateError('TIMEOUT', 'timeout', 'late'));

    await assert.rejects(reading, { code: 'TIMEOUT', attempts: 0 });
  });

  it('never begin once the signal is aborted', async () => {
    await open();
    const work = new AbortController();
    work.abort(new PlateError('TIMEOUT', 'timeout', 'late'));
    setDeadline(work.signal, 0);

    await assert.rejects(account.reader.read(PICTURE, work.signal), { code: 'TIMEOUT', attempts: 0 });
    assert.equal(emulator.callCount, 0);
  });
});
