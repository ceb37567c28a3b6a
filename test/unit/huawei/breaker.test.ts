import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { Breaker } from '#nodes/lib/huawei/breaker';
import { VirtualClock } from './virtual-clock';

describe('the circuit breaker', () => {
  let clock: VirtualClock;
  let changes: boolean[];
  let breaker: Breaker;

  beforeEach(() => {
    clock = new VirtualClock();
    changes = [];
    breaker = new Breaker(clock, () => changes.push(breaker.isOpen));
  });

  function fail(times = 1): void {
    for (let i = 0; i < times; i++) breaker.enter().end('failure');
  }

  function assertOpen(): void {
    assert.throws(
      () => breaker.enter(),
      (error: unknown) => {
        assert.ok(error instanceof PlateError);
        assert.deepEqual([error.code, error.category, error.retryable], ['CIRCUIT_OPEN', 'network', true]);
        assert.equal(error.attempts, 0);
        return true;
      },
    );
  }

  it('opens after five failures in a row, and tells so once', () => {
    fail(4);
    assert.equal(breaker.isOpen, false);
    fail();

    assertOpen();
    assert.deepEqual(changes, [true]);
  });

  it('says when the service is tried again', () => {
    fail(5);
    clock.pass(3000);

    assert.throws(() => breaker.enter(), { message: /failed 5 times in a row; it is tried again in 7 s/ });
    clock.pass(7000);
    breaker.enter();
    assert.throws(() => breaker.enter(), { message: /tried again just now, with another picture/ });
  });

  it('counts anew after an answer', () => {
    fail(4);
    breaker.enter().end('answer');
    fail(4);

    assert.equal(breaker.isOpen, false);
  });

  it('does not count what says nothing about the service', () => {
    fail(4);
    for (let i = 0; i < 9; i++) breaker.enter().end('neither');

    assert.equal(breaker.isOpen, false);
    fail();
    assertOpen();
  });

  it('lets one message through after 10 s, and closes on its answer', () => {
    fail(5);
    clock.pass(9999);
    assertOpen();
    clock.pass(1);
    const probe = breaker.enter();
    assertOpen();

    probe.end('answer');

    breaker.enter();
    breaker.enter();
    assert.deepEqual(changes, [true, false]);
  });

  it('waits 10, 20, 40, 60 and again 60 s for as long as probes fail', () => {
    fail(5);

    for (const wait of [10, 20, 40, 60, 60]) {
      clock.pass(wait * 1000 - 1);
      assertOpen();
      clock.pass(1);
      fail();
    }
    assert.deepEqual(changes, [true]);
  });

  it('begins with 10 s again once it was closed', () => {
    fail(5);
    clock.pass(10_000);
    fail();
    clock.pass(20_000);
    breaker.enter().end('answer');

    fail(5);
    clock.pass(10_000);

    assert.doesNotThrow(() => breaker.enter());
  });

  it('lets the next message probe where the first one came to nothing', () => {
    fail(5);
    clock.pass(10_000);
    breaker.enter().end('neither');

    breaker.enter().end('answer');

    assert.equal(breaker.isOpen, false);
  });

  it('closes on the late answer of a message that was under way', () => {
    const late = breaker.enter();
    fail(5);

    late.end('answer');

    assert.equal(breaker.isOpen, false);
  });

  it('takes the failure of a probe that outlived the recovery for one of five', () => {
    const late = breaker.enter();
    fail(5);
    clock.pass(10_000);
    const probe = breaker.enter();
    late.end('answer');

    probe.end('failure');

    assert.equal(breaker.isOpen, false);
    fail(4);
    assertOpen();
    assert.deepEqual(changes, [true, false, true]);
  });

  it('takes late failures for no news', () => {
    const late = [1, 2, 3].map(() => breaker.enter());
    fail(5);
    for (const passage of late) passage.end('failure');
    clock.pass(10_000);

    assert.doesNotThrow(() => breaker.enter());
    assert.deepEqual(changes, [true]);
  });

  it('takes one end of each message', () => {
    const passage = breaker.enter();
    for (let i = 0; i < 9; i++) passage.end('failure');

    assert.equal(breaker.isOpen, false);
  });
});
