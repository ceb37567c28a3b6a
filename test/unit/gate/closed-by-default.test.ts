import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allGood, names, scene, strict, values } from './conditions';
import { judgeOnce } from './support';

describe('closed by default', () => {
  it('opens where every condition holds', async () => {
    await fc.assert(
      fc.asyncProperty(values([]), async (all) => {
        const { input, list } = scene(all);

        assert.equal((await judgeOnce(input, list, strict)).reason, 'listed');
      }),
      { numRuns: 500 },
    );
  });

  for (const name of names) {
    it(`does not open where ${name} alone is missing, unreadable or wrong`, async () => {
      await fc.assert(
        fc.asyncProperty(values([name]), async (all) => {
          const { input, list } = scene(all);

          assert.equal((await judgeOnce(input, list, strict)).decision, 'deny');
        }),
        { numRuns: 300 },
      );
    });
  }

  it('does not open where any number of conditions is broken', async () => {
    const broken = fc.subarray(names, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(broken.chain(values), async (all) => {
        const { input, list } = scene(all);

        assert.equal((await judgeOnce(input, list, strict)).decision, 'deny');
      }),
      { numRuns: 2000 },
    );
  });

  it('does not open with an option that is not a number', async () => {
    for (const option of ['tolerance', 'minConfidence', 'maxAge'] as const) {
      const { input, list } = scene(allGood());

      assert.equal((await judgeOnce(input, list, { ...strict, [option]: Number.NaN })).decision, 'deny');
    }
  });

  it('neither opens for nor breaks on a message of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (input, list) => {
        assert.equal((await judgeOnce(input, list)).decision, 'deny');
      }),
      { numRuns: 2000 },
    );
  });
});
