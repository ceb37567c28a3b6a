import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Slots } from '#nodes/lib/slots';

describe('Slots', () => {
  it('gives out as many as there are', () => {
    const slots = new Slots(2);

    assert.ok(slots.tryTake());
    assert.ok(slots.tryTake());
    assert.equal(slots.tryTake(), undefined);
  });

  it('takes one back', () => {
    const slots = new Slots(1);
    slots.tryTake()?.();

    assert.ok(slots.tryTake());
    assert.equal(slots.tryTake(), undefined);
  });

  it('takes one back only once, however often it is released', () => {
    const slots = new Slots(1);
    const release = slots.tryTake();
    release?.();
    release?.();

    assert.ok(slots.tryTake());
    assert.equal(slots.tryTake(), undefined);
  });

  it('does not take a slot from its next holder when the last one releases again', async () => {
    const slots = new Slots(1);
    const first = await slots.take();
    const second = slots.take();
    first();
    await second;
    first();

    assert.equal(slots.tryTake(), undefined);
  });

  it('serves whoever waits longest', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    const hold = await slots.take();
    const visits = ['first', 'second', 'third'].map(async (name) => {
      const release = await slots.take();
      order.push(name);
      release();
    });
    hold();
    await Promise.all(visits);

    assert.deepEqual(order, ['first', 'second', 'third']);
  });

  it('lets nobody jump the queue in the moment of handing on', async () => {
    const slots = new Slots(1);
    const hold = await slots.take();
    const waiting = slots.take();
    hold();

    assert.equal(slots.tryTake(), undefined);
    (await waiting)();
    assert.ok(slots.tryTake());
  });

  it('never gives out more than there are, whatever the order', async () => {
    const slots = new Slots(3);
    let held = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const release = await slots.take();
        most = Math.max(most, ++held);
        for (let turns = i % 4; turns > 0; turns--) await turn();
        held--;
        release();
      }),
    );

    assert.equal(most, 3);
    assert.equal(held, 0);
    assert.deepEqual([slots.tryTake(), slots.tryTake(), slots.tryTake()].filter(Boolean).length, 3);
    assert.equal(slots.tryTake(), undefined);
  });
});
