import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import type { Budget } from '#nodes/lib/huawei/budget';

/** Counts so many calls, or as many as there are; how many those were. */
export async function spend(budget: Budget, times: number): Promise<number> {
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
