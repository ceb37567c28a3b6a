import assert from 'node:assert/strict';
import fs, { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import sinon from 'sinon';
import { Budget } from '#nodes/lib/huawei/budget';
import { budgetFile } from '#nodes/lib/huawei/budget-file';
import { useBudgetFolder } from './budget-folder';
import { spend } from './spend';
import { VirtualClock } from './virtual-clock';

describe('the file of a budget, after a redeploy,', () => {
  const place = useBudgetFolder();

  it('that cannot be written counts on, and is warned of anew', async () => {
    await writeFile(join(place.folder, 'blocked'), '');
    const path = join(place.folder, 'blocked', 'a1.json');
    await spend(new Budget(3, budgetFile(path, place.warn), new VirtualClock()), 2);

    const redeployed = new Budget(3, budgetFile(path, place.warn), new VirtualClock());

    assert.equal(await spend(redeployed, 9), 1);
    assert.equal(place.warnings, 2);
  });

  it('that could not be written is read again once it was', async () => {
    const path = join(place.folder, 'blocked', 'a1.json');
    await writeFile(join(place.folder, 'blocked'), '');
    const budget = new Budget(9, budgetFile(path, place.warn), new VirtualClock());
    await spend(budget, 2);
    await rm(join(place.folder, 'blocked'));
    await spend(budget, 1);
    await rm(path);

    assert.equal(await spend(new Budget(9, budgetFile(path, place.warn), new VirtualClock()), 99), 9);
  });

  it('that hangs while it is written counts on, and hangs no second time', async () => {
    const hanging = sinon.stub(fs, 'writeFile').returns(new Promise<never>(() => {}));
    const reading = sinon.spy(fs, 'readFile');
    try {
      const path = join(place.folder, 'a1.json');
      await spend(new Budget(3, budgetFile(path, place.warn, 10), new VirtualClock()), 2);

      assert.equal(await spend(new Budget(3, budgetFile(path, place.warn, 10), new VirtualClock()), 9), 1);

      while (hanging.callCount === 0) await turn();
      assert.deepEqual([hanging.callCount, reading.callCount], [1, 1]);
    } finally {
      sinon.restore();
    }
  });

  it('that cannot be read any more counts on, and is warned of', async () => {
    const path = join(place.folder, 'a1.json');
    await spend(new Budget(3, budgetFile(path, place.warn), new VirtualClock()), 2);
    const reading = sinon.stub(fs, 'readFile').rejects(Object.assign(new Error('EIO'), { code: 'EIO' }));
    try {
      const redeployed = new Budget(3, budgetFile(path, place.warn), new VirtualClock());

      assert.equal(await spend(redeployed, 9), 1);
      assert.equal(place.warnings, 1);
    } finally {
      reading.restore();
    }
  });
});
