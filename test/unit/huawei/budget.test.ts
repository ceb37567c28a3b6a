import assert from 'node:assert/strict';
import { Budget, type Ledger, type Spent } from '#nodes/lib/huawei/budget';
import { spend } from './spend';
import { VirtualClock } from './virtual-clock';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What is kept, in memory. */
class Notes implements Ledger {
  saved: Spent[] = [];
  constructor(public spent?: Spent) {}
  load = async () => this.spent;
  save = async (spent: Spent) => {
    this.spent = spent;
    this.saved.push(spent);
  };
}

describe('the calls of a day', () => {
  let clock: VirtualClock;
  let notes: Notes;

  beforeEach(() => {
    clock = new VirtualClock('2026-11-22T12:00:00');
    notes = new Notes();
  });

  it('are counted before they are sent, and refused beyond the budget', async () => {
    const budget = new Budget(3, notes, clock);

    assert.equal(await spend(budget, 5), 3);
    assert.deepEqual(notes.spent, { day: '2026-11-22', calls: 3, ran: 0 });
  });

  it('are counted each, also when they come at once', async () => {
    const budget = new Budget(10, notes, clock);

    const ends = await Promise.allSettled(Array.from({ length: 25 }, () => budget.spend()));

    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 10);
    assert.equal(notes.spent?.calls, 10);
    assert.ok(notes.saved.length <= 10);
  });

  it('can be asked for without counting one', async () => {
    const budget = new Budget(1, notes, clock);
    await budget.check();
    await spend(budget, 1);

    await assert.rejects(budget.check(), { code: 'BUDGET_SPENT' });
    clock.jump(-DAY);
    clock.pass(25 * HOUR);
    await budget.check();
    assert.equal(await spend(budget, 9), 1);
  });

  it('of the last process count, also where they are known only after the first one was asked for', async () => {
    const late = lateLedger();
    const budget = new Budget(5, late.ledger, clock);
    await budget.check();

    late.tell({ day: '2026-11-22', calls: 3, ran: 0 });

    assert.equal(await spend(budget, 9), 2);
  });

  it('go on where the last process left off', async () => {
    await spend(new Budget(5, notes, clock), 3);

    assert.equal(await spend(new Budget(5, notes, clock), 9), 2);
  });

  it('begin anew at local midnight', async () => {
    const budget = new Budget(2, notes, clock);
    await spend(budget, 3);
    clock.pass(12 * HOUR - 1);
    assert.equal(await spend(budget, 1), 0);

    clock.pass(1);

    assert.equal(await spend(budget, 9), 2);
    assert.equal(notes.spent?.day, '2026-11-23');
  });

  it('do not begin anew when the clock is set back, nor when it comes forward again', async () => {
    const budget = new Budget(2, notes, clock);
    await spend(budget, 2);

    for (const jump of [-DAY, -400 * DAY, 401 * DAY]) {
      clock.jump(jump);
      assert.equal(await spend(budget, 1), 0);
      assert.equal(await spend(new Budget(2, notes, clock), 1), 0);
    }
  });

  it('begin anew after a day of running, where a clock that was years ahead is set right', async () => {
    clock.jump(1000 * DAY);
    const budget = new Budget(2, notes, clock);
    await spend(budget, 2);
    clock.jump(-1000 * DAY);
    clock.pass(DAY);
    assert.equal(await spend(budget, 1), 0);

    clock.pass(HOUR);

    assert.equal(await spend(budget, 9), 2);
    assert.equal(notes.spent?.day, '2026-11-23', 'and the clock is believed from then on');
  });

  describe('on a machine that runs for eight hours a day', () => {
    /** The hours of running, in all, after which there was a call again. */
    async function openings(onStart: () => void): Promise<number[]> {
      const hours: number[] = [];
      for (let ran = 0; ran < 32; ran += 8) {
        onStart();
        const budget = new Budget(2, notes, clock);
        for (let hour = 0; hour < 8; hour++) {
          if ((await spend(budget, 9)) > 0) hours.push(ran + hour);
          clock.pass(HOUR);
        }
        await spend(budget, 1);
        clock.pass(16 * HOUR);
      }
      return hours;
    }

    it('begin anew after a day of running in all, where the clock was years ahead once', async () => {
      clock.jump(1000 * DAY);
      await spend(new Budget(2, notes, clock), 2);
      clock.jump(-1000 * DAY);

      assert.deepEqual(await openings(() => {}), [25]);
      assert.equal(notes.spent?.day, '2026-11-25');
    });

    it('begin anew after a day of running in all, where the clock begins with the same date each time', async () => {
      await spend(new Budget(2, notes, clock), 2);
      const date = clock.date().getTime();

      assert.deepEqual(await openings(() => clock.jump(date - clock.date().getTime())), [25]);
    });

    it('begin anew at every midnight and no sooner, where the clock is right', async () => {
      assert.deepEqual(await openings(() => {}), [0, 8, 16, 24]);
    });
  });

  it('go on after a restart with the hours that are known late', async () => {
    const late = lateLedger();
    const budget = new Budget(2, late.ledger, clock);
    await budget.check();

    late.tell({ day: '2029-01-01', calls: 2, ran: 24 * HOUR });

    assert.equal(await spend(budget, 1), 0);
    clock.pass(HOUR);
    assert.equal(await spend(budget, 9), 2);
  });
});

/** Where the count of the last process is known only when it is told. */
function lateLedger() {
  let known: Parameters<Ledger['load']>[0];
  const ledger: Ledger = {
    load: async (late) => {
      known = late;
      return undefined;
    },
    save: async () => {},
  };
  return { ledger, tell: (spent: Spent) => known?.(spent) };
}
