import assert from 'node:assert/strict';
import fs, { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import sinon from 'sinon';
import { Budget, type Spent } from '#nodes/lib/huawei/budget';
import { budgetFile } from '#nodes/lib/huawei/budget-file';
import { useBudgetFolder } from './budget-folder';
import { spend } from './spend';
import { VirtualClock } from './virtual-clock';

describe('the file of a budget', () => {
  const place = useBudgetFolder();

  it('is made with its folder, and holds the last count whole', async () => {
    const path = join(place.folder, 'license-plate', 'a1.json');
    const budget = new Budget(1000, budgetFile(path, place.warn), new VirtualClock());

    await Promise.all(Array.from({ length: 50 }, () => budget.spend()));

    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { day: '2026-11-22', calls: 50, ran: 0 });
    assert.deepEqual(await readdir(join(place.folder, 'license-plate')), ['a1.json']);
    assert.equal(place.warnings, 0);
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
      const path = join(place.folder, 'a1.json');
      await writeFile(path, text);

      assert.equal(await budgetFile(path, place.warn).load(), undefined);
      assert.equal(place.warnings, 1);
    });
  }

  it('counts where it does not tell for how long its day has lasted', async () => {
    const path = join(place.folder, 'a1.json');
    for (const ran of ['', ',"ran":"x"', ',"ran":-1', ',"ran":null']) {
      await writeFile(path, `{"day":"2026-11-22","calls":3${ran}}`);

      assert.deepEqual(await budgetFile(path, place.warn).load(), { day: '2026-11-22', calls: 3, ran: 0 });
    }
    assert.equal(place.warnings, 0);
  });

  it('that cannot be read is warned of once', async () => {
    const path = join(place.folder, 'a1.json');
    const reading = sinon.stub(fs, 'readFile').rejects(Object.assign(new Error('EIO'), { code: 'EIO' }));
    try {
      await spend(new Budget(9, budgetFile(path, place.warn), new VirtualClock()), 2);

      assert.equal(place.warnings, 1);
    } finally {
      reading.restore();
    }
  });

  it('that cannot be written is warned of once, and counted on in memory', async () => {
    await writeFile(join(place.folder, 'blocked'), '');
    const budget = new Budget(
      3,
      budgetFile(join(place.folder, 'blocked', 'a1.json'), place.warn),
      new VirtualClock(),
    );

    assert.equal(await spend(budget, 9), 3);
    assert.equal(place.warnings, 1);
  });

  it('is written again once it can be: a full disk may not stay full', async () => {
    const path = join(place.folder, 'blocked', 'a1.json');
    await writeFile(join(place.folder, 'blocked'), '');
    const budget = new Budget(9, budgetFile(path, place.warn), new VirtualClock());
    await spend(budget, 2);

    await rm(join(place.folder, 'blocked'));
    await spend(budget, 1);

    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { day: '2026-11-22', calls: 3, ran: 0 });
    assert.equal(place.warnings, 1);
  });

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`that somebody else holds for a moment is read all the same (${code})`, async () => {
      const path = join(place.folder, 'a1.json');
      await writeFile(path, '{"day":"2026-11-22","calls":3}');
      const held = sinon.stub(fs, 'readFile').callThrough();
      held.onFirstCall().rejects(Object.assign(new Error(code), { code }));
      held.onSecondCall().rejects(Object.assign(new Error(code), { code }));
      try {
        assert.equal(await spend(new Budget(5, budgetFile(path, place.warn), new VirtualClock()), 9), 2);
        assert.equal(place.warnings, 0);
      } finally {
        held.restore();
      }
    });

    it(`that somebody else holds for a moment is replaced all the same (${code})`, async () => {
      const path = join(place.folder, 'a1.json');
      const held = sinon.stub(fs, 'rename').callThrough();
      held.onFirstCall().rejects(Object.assign(new Error(code), { code }));
      held.onSecondCall().rejects(Object.assign(new Error(code), { code }));
      try {
        await spend(new Budget(9, budgetFile(path, place.warn), new VirtualClock()), 1);

        assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { day: '2026-11-22', calls: 1, ran: 0 });
        assert.equal(place.warnings, 0);
      } finally {
        held.restore();
      }
    });
  }

  it('that somebody else holds for good is warned of once, and leaves nothing beside it', async () => {
    const path = join(place.folder, 'a1.json');
    await mkdir(path);
    const budget = new Budget(3, budgetFile(path, place.warn), new VirtualClock());

    assert.equal(await spend(budget, 9), 3);

    assert.deepEqual(await readdir(place.folder), ['a1.json']);
    assert.equal(place.warnings, 1);
  });

  for (const [name, method] of [
    ['read', 'readFile'],
    ['written', 'writeFile'],
  ] as const) {
    it(`that hangs while it is ${name} is warned of once, and holds nobody up`, async () => {
      const hanging = sinon.stub(fs, method).returns(new Promise<never>(() => {}));
      try {
        const budget = new Budget(
          3,
          budgetFile(join(place.folder, 'a1.json'), place.warn, 10),
          new VirtualClock(),
        );

        assert.equal(await spend(budget, 9), 3);
        await budget.close();

        assert.equal(place.warnings, 1);
        // On a busy machine, making the folder may take longer than all the patience.
        while (hanging.callCount === 0) await turn();
        assert.equal(hanging.callCount, 1, 'nothing else waits beside it');
      } finally {
        hanging.restore();
      }
    });
  }

  it('that is read late counts all the same, and is not written over before', async () => {
    const path = join(place.folder, 'a1.json');
    await writeFile(path, '{"day":"2026-11-22","calls":3}');
    const { found, reading } = slowReading();
    try {
      const budget = new Budget(5, budgetFile(path, place.warn, 10), new VirtualClock());
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
    const path = join(place.folder, 'a1.json');
    let proceed = () => {};
    const { writeFile: write } = fs;
    const writing = sinon.stub(fs, 'writeFile').callsFake(async (...given) => {
      if (writing.callCount === 1) await new Promise<void>((resolve) => (proceed = resolve));
      return write(...given);
    });
    try {
      const budget = new Budget(9, budgetFile(path, place.warn, 10), new VirtualClock());
      await spend(budget, 3);

      proceed();

      await untilFileHolds(path, 3);
    } finally {
      writing.restore();
    }
  });

  it('that is read late counts all the same after a redeploy', async () => {
    const path = join(place.folder, 'a1.json');
    await writeFile(path, '{"day":"2026-11-22","calls":3}');
    const { found, reading } = slowReading();
    try {
      await spend(new Budget(6, budgetFile(path, place.warn, 10), new VirtualClock()), 1);
      const redeployed = new Budget(6, budgetFile(path, place.warn, 10), new VirtualClock());
      await spend(redeployed, 1);
      assert.equal(reading.callCount, 1);

      found(await readFile(path, 'utf8'));
      await untilFileHolds(path, 5);

      assert.equal(await spend(redeployed, 9), 1);
    } finally {
      reading.restore();
    }
  });

  it('is not missed where there is no place for one', async () => {
    assert.equal(await spend(new Budget(2, budgetFile(undefined, place.warn), new VirtualClock()), 9), 2);
    assert.equal(place.warnings, 0);
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
    assert.ok(performance.now() - start < 15_000, `the file holds ${await callsIn(path)}`);
    await turn();
  }
}
