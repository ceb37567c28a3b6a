import assert from 'node:assert/strict';
import fs, { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import sinon from 'sinon';
import { PlateError } from '#nodes/lib/errors';
import { Budget, type Ledger, type Spent } from '#nodes/lib/huawei/budget';
import { budgetFile } from '#nodes/lib/huawei/budget-file';
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

async function spend(budget: Budget, times: number): Promise<number> {
  for (let i = 0; i < times; i++) {
    try {
      await budget.spend();
    } catch (error) {
      assert.ok(error instanceof PlateError);
      assert.deepEqual([error.code, error.category], ['BUDGET_SPENT', 'quota']);
      return i;
    }
  }
  return times;
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
    let tell: Parameters<Ledger['load']>[0];
    const late: Ledger = {
      load: async (known) => {
        tell = known;
        return undefined;
      },
      save: async () => {},
    };
    const budget = new Budget(5, late, clock);
    await budget.check();

    tell?.({ day: '2026-11-22', calls: 3, ran: 0 });

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
    let tell: Parameters<Ledger['load']>[0];
    const late: Ledger = {
      load: async (known) => {
        tell = known;
        return undefined;
      },
      save: async () => {},
    };
    const budget = new Budget(2, late, clock);
    await budget.check();

    tell?.({ day: '2029-01-01', calls: 2, ran: 24 * HOUR });

    assert.equal(await spend(budget, 1), 0);
    clock.pass(HOUR);
    assert.equal(await spend(budget, 9), 2);
  });
});

describe('the file of a budget', () => {
  let folder: string;
  let warnings: number;
  const warn = () => {
    warnings++;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'license-plate-'));
    warnings = 0;
  });

  // What nobody waited for may still be under way.
  afterEach(() => rm(folder, { recursive: true, maxRetries: 5 }));

  it('is made with its folder, and holds the last count whole', async () => {
    const path = join(folder, 'license-plate', 'a1.json');
    const budget = new Budget(1000, budgetFile(path, warn), new VirtualClock());

    await Promise.all(Array.from({ length: 50 }, () => budget.spend()));

    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { day: '2026-11-22', calls: 50, ran: 0 });
    assert.deepEqual(await readdir(join(folder, 'license-plate')), ['a1.json']);
    assert.equal(warnings, 0);
  });

  for (const text of [
    '',
    '{',
    '[]',
    '{"day":"today","calls":3}',
    '{"day":"2026-11-22","calls":"3"}',
    '\0\0\0',
  ]) {
    it(`is begun anew, with a warning, where it holds ${JSON.stringify(text)}`, async () => {
      const path = join(folder, 'a1.json');
      await writeFile(path, text);

      assert.equal(await budgetFile(path, warn).load(), undefined);
      assert.equal(warnings, 1);
    });
  }

  it('counts where it does not tell for how long its day has lasted', async () => {
    const path = join(folder, 'a1.json');
    for (const ran of ['', ',"ran":"x"', ',"ran":-1', ',"ran":null']) {
      await writeFile(path, `{"day":"2026-11-22","calls":3${ran}}`);

      assert.deepEqual(await budgetFile(path, warn).load(), { day: '2026-11-22', calls: 3, ran: 0 });
    }
    assert.equal(warnings, 0);
  });

  it('that cannot be read is warned of once', async () => {
    const path = join(folder, 'a1.json');
    const reading = sinon.stub(fs, 'readFile').rejects(Object.assign(new Error('EIO'), { code: 'EIO' }));
    try {
      await spend(new Budget(9, budgetFile(path, warn), new VirtualClock()), 2);

      assert.equal(warnings, 1);
    } finally {
      reading.restore();
    }
  });

  it('that cannot be written is warned of once, and counted on in memory', async () => {
    await writeFile(join(folder, 'blocked'), '');
    const budget = new Budget(3, budgetFile(join(folder, 'blocked', 'a1.json'), warn), new VirtualClock());

    assert.equal(await spend(budget, 9), 3);
    assert.equal(warnings, 1);
  });

  it('is written again once it can be: a full disk may not stay full', async () => {
    const path = join(folder, 'blocked', 'a1.json');
    await writeFile(join(folder, 'blocked'), '');
    const budget = new Budget(9, budgetFile(path, warn), new VirtualClock());
    await spend(budget, 2);

    await rm(join(folder, 'blocked'));
    await spend(budget, 1);

    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { day: '2026-11-22', calls: 3, ran: 0 });
    assert.equal(warnings, 1);
  });

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`that somebody else holds for a moment is read all the same (${code})`, async () => {
      const path = join(folder, 'a1.json');
      await writeFile(path, '{"day":"2026-11-22","calls":3}');
      const held = sinon.stub(fs, 'readFile').callThrough();
      held.onFirstCall().rejects(Object.assign(new Error(code), { code }));
      held.onSecondCall().rejects(Object.assign(new Error(code), { code }));
      try {
        assert.equal(await spend(new Budget(5, budgetFile(path, warn), new VirtualClock()), 9), 2);
        assert.equal(warnings, 0);
      } finally {
        held.restore();
      }
    });

    it(`that somebody else holds for a moment is replaced all the same (${code})`, async () => {
      const path = join(folder, 'a1.json');
      const held = sinon.stub(fs, 'rename').callThrough();
      held.onFirstCall().rejects(Object.assign(new Error(code), { code }));
      held.onSecondCall().rejects(Object.assign(new Error(code), { code }));
      try {
        await spend(new Budget(9, budgetFile(path, warn), new VirtualClock()), 1);

        assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { day: '2026-11-22', calls: 1, ran: 0 });
        assert.equal(warnings, 0);
      } finally {
        held.restore();
      }
    });
  }

  it('that somebody else holds for good is warned of once, and leaves nothing beside it', async () => {
    const path = join(folder, 'a1.json');
    await mkdir(path);
    const budget = new Budget(3, budgetFile(path, warn), new VirtualClock());

    assert.equal(await spend(budget, 9), 3);

    assert.deepEqual(await readdir(folder), ['a1.json']);
    assert.equal(warnings, 1);
  });

  for (const [name, method] of [
    ['read', 'readFile'],
    ['written', 'writeFile'],
  ] as const) {
    it(`that hangs while it is ${name} is warned of once, and holds nobody up`, async () => {
      const hanging = sinon.stub(fs, method).returns(new Promise<never>(() => {}));
      try {
        const budget = new Budget(3, budgetFile(join(folder, 'a1.json'), warn, 10), new VirtualClock());

        assert.equal(await spend(budget, 9), 3);
        await budget.close();

        assert.equal(warnings, 1);
        // On a busy machine, making the folder may take longer than all the patience.
        while (hanging.callCount === 0) await turn();
        assert.equal(hanging.callCount, 1, 'nothing else waits beside it');
      } finally {
        hanging.restore();
      }
    });
  }

  it('that is read late counts all the same, and is not written over before', async () => {
    const path = join(folder, 'a1.json');
    await writeFile(path, '{"day":"2026-11-22","calls":3}');
    const { found, reading } = slowReading();
    try {
      const budget = new Budget(5, budgetFile(path, warn, 10), new VirtualClock());
      await spend(budget, 1);
      assert.equal(await callsIn(path), 3);

      found(await readFile(path, 'utf8'));
      await untilFileHolds(path, 4);

      assert.equal(await spend(budget, 9), 1);
    } finally {
      reading.restore();
    }
  });

  it('that is written late holds what was counted meanwhile, without a further call', async () => {
    const path = join(folder, 'a1.json');
    let proceed = () => {};
    const { writeFile: write } = fs;
    const writing = sinon.stub(fs, 'writeFile').callsFake(async (...given) => {
      if (writing.callCount === 1) await new Promise<void>((resolve) => (proceed = resolve));
      return write(...given);
    });
    try {
      const budget = new Budget(9, budgetFile(path, warn, 10), new VirtualClock());
      await spend(budget, 3);

      proceed();

      await untilFileHolds(path, 3);
    } finally {
      writing.restore();
    }
  });

  it('is not missed where there is no place for one', async () => {
    assert.equal(await spend(new Budget(2, budgetFile(undefined, warn), new VirtualClock()), 9), 2);
    assert.equal(warnings, 0);
  });
});

/** A disk that keeps the file of a budget to itself until `found` is called with its text. */
function slowReading() {
  let found: (text: string) => void = () => {};
  const text = new Promise<string>((resolve) => {
    found = resolve;
  });
  const reading = sinon.stub(fs, 'readFile').callThrough();
  reading.onFirstCall().returns(text);
  return { found, reading };
}

/** 0 where there is no file yet. */
async function callsIn(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '{"calls":0}');
  return (JSON.parse(text) as Spent).calls;
}

/** Waits until the file holds so many calls, for as long as a test may take. */
async function untilFileHolds(path: string, calls: number): Promise<void> {
  const start = performance.now();
  while ((await callsIn(path)) !== calls) {
    assert.ok(performance.now() - start < 1800, `the file holds ${await callsIn(path)}`);
    await turn();
  }
}
