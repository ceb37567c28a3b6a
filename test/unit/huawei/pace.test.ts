import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { Pace, statedLimit } from '#nodes/lib/huawei/pace';
import { VirtualClock } from './virtual-clock';

const MINUTE = 60_000;
const NEVER = Number.POSITIVE_INFINITY;

describe('the pace of calls', () => {
  let clock: VirtualClock;

  beforeEach(() => {
    clock = new VirtualClock();
  });

  /** Moments of so many calls, each made as soon as it may. */
  function moments(pace: Pace, count: number): number[] {
    return Array.from({ length: count }, () => {
      clock.pass(pace.reserve(NEVER));
      return clock.now();
    });
  }

  it('is free without a limit', () => {
    assert.deepEqual(moments(new Pace(clock, 0), 4), [0, 0, 0, 0]);
  });

  it('is even under a limit, and saves nothing up while nobody calls', () => {
    const pace = new Pace(clock, 30);

    assert.deepEqual(moments(pace, 3), [0, 2000, 4000]);
    clock.pass(MINUTE);
    assert.deepEqual(moments(pace, 3), [64_000, 66_000, 68_000]);
  });

  it('gives turns in the order in which they are asked for', () => {
    const pace = new Pace(clock, 60);

    assert.deepEqual(
      [1, 2, 3].map(() => pace.reserve(NEVER)),
      [0, 1000, 2000],
    );
  });

  it('refuses at once what would leave no 2 s for the call, and keeps its turn for the next', () => {
    const pace = new Pace(clock, 6);
    pace.reserve(NEVER);

    assert.throws(
      () => pace.reserve(11_999),
      (error: unknown) => {
        assert.ok(error instanceof PlateError);
        assert.deepEqual([error.code, error.category, error.retryable], ['RATE_LIMITED', 'quota', true]);
        assert.match(error.message, /10\.0 s/);
        return true;
      },
    );
    assert.equal(pace.reserve(12_000), 10_000);
  });

  it('follows the limit that the service states, a little below it, for ten minutes', () => {
    const pace = new Pace(clock, 0);
    pace.throttled({ calls: 20, per: MINUTE });

    assert.deepEqual(moments(pace, 3), [3150, 6300, 9450]);
    clock.pass(10 * MINUTE);
    const [first = 0, ...rest] = moments(pace, 3);
    assert.deepEqual(rest, [first, first]);
  });

  it('keeps to the slower one of both limits', () => {
    const pace = new Pace(clock, 10);
    pace.throttled({ calls: 20, per: MINUTE });

    assert.deepEqual(moments(pace, 2), [6000, 12_000]);
  });

  it('believes no pause of more than ten minutes', () => {
    const pace = new Pace(clock, 0);

    pace.throttled(undefined, 365 * 24 * 60 * MINUTE);

    assert.equal(pace.reserve(NEVER), 10 * MINUTE);
  });

  it('waits no longer for a turn than it believes the limit', () => {
    const pace = new Pace(clock, 0);

    pace.throttled({ calls: 1, per: 60 * MINUTE });

    assert.deepEqual(moments(pace, 1), [10 * MINUTE]);
    assert.deepEqual(moments(pace, 2), [20 * MINUTE, 20 * MINUTE]);
  });

  it('slows down where it is throttled although it kept to the limit, down to an eighth', () => {
    const pace = new Pace(clock, 0);
    const gaps = [1, 2, 3, 4, 5].map(() => {
      pace.throttled({ calls: 60, per: MINUTE });
      pace.passed();
      const [first = 0, second = 0] = moments(pace, 2);
      return second - first;
    });

    assert.deepEqual(gaps, [1050, 2100, 4200, 8400, 8400]);
  });

  it('pauses once for a burst of refusals, longer each time, up to 15 s, and starts anew after an answer', () => {
    const pace = new Pace(clock, 0);
    const pauses = [1, 2, 3, 4, 5].map(() => {
      pace.throttled(undefined);
      pace.throttled(undefined);
      pace.throttled(undefined);
      const pause = pace.reserve(NEVER);
      clock.pass(pause);
      return pause;
    });
    pace.passed();
    pace.throttled(undefined);

    assert.deepEqual(pauses, [2000, 4000, 8000, 15_000, 15_000]);
    assert.equal(pace.reserve(NEVER), 2000);
  });

  it('pauses as long as the service asks for', () => {
    const pace = new Pace(clock, 0);
    pace.throttled(undefined, 40_000);

    assert.equal(pace.reserve(NEVER), 40_000);
  });

  for (const [message, limit] of [
    ['policy user over ratelimit, limit:60, time:1 minute', { calls: 60, per: MINUTE }],
    ['policy user over ratelimit,limit:5,time:1 second', { calls: 5, per: 1000 }],
    ['limit:100, time:2 minutes', { calls: 100, per: 2 * MINUTE }],
    ['limit:0, time:1 minute', undefined],
    ['limit:XX, time:1 minute', undefined],
    ['limit:5, time:1 fortnight', undefined],
    ['The throttling threshold has been reached', undefined],
  ] as const) {
    it(`${limit ? 'reads' : 'does not make up'} a limit of "${message}"`, () => {
      assert.deepEqual(statedLimit(message), limit);
    });
  }
});
