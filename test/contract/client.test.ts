import assert from 'node:assert/strict';
import { systemClock } from '#nodes/lib/clock';
import { PlateError } from '#nodes/lib/errors';
import { createHuaweiReader } from '#nodes/lib/huawei/huawei-reader';
import { type Picture, pictureFrom } from '#nodes/lib/picture';
import type { Reader, Reading } from '#nodes/lib/reader';
import { type Emulator, startEmulator } from '../emulator/index';
import { type ContractCase, contract, type Expected } from './cases';

/** Waits take no time. */
const clock = { ...systemClock, wait: () => Promise.resolve() };

describe('the contract, by our client', () => {
  let emulator: Emulator;
  let reader: Reader;

  afterEach(async () => {
    await reader.close();
    await emulator.close();
  });

  async function run({ emulator: settings, input, script }: ContractCase): Promise<Reading | PlateError> {
    emulator = await startEmulator(settings);
    if (script) emulator.respondWith(script);
    const { url, projectId, token } = emulator;
    reader = createHuaweiReader(
      {
        origin: url,
        login: { auth: 'token', projectId, token },
        enterpriseProjectId: '',
        concurrency: 1,
        callsPerMinute: 0,
        callsPerDay: 0,
      },
      { clock },
    );
    assert.ok(input);
    const picture: Picture = pictureFrom('url' in input ? input.url : input.image);
    return reader.read(picture, new AbortController().signal).catch((error: unknown) => {
      assert.ok(error instanceof PlateError, String(error));
      return error;
    });
  }

  function check(result: Reading | PlateError, expected: Expected): void {
    if (expected.outcome === 'plates') {
      assert.ok(!(result instanceof PlateError));
      const numbers = expected.plates.map(({ plate_number }) => String(plate_number).replace('·', ''));
      assert.deepEqual(result.plates.map(({ plate_number }) => plate_number).toSorted(), numbers.toSorted());
    } else if (!(result instanceof PlateError)) {
      assert.deepEqual([expected.outcome, result.plates], ['no-plate', []]);
    } else {
      assert.equal(result.category === 'no-plate', expected.outcome === 'no-plate');
      if (expected.code !== undefined) assert.equal(result.code, expected.code);
      if (expected.outcome === 'error') assert.equal(result.statusCode, expected.status);
    }
  }

  for (const [group, cases] of Object.entries(contract)) {
    describe(group, () => {
      for (const subject of cases.filter(({ input }) => input)) {
        it(subject.name, async () => {
          const result = await run(subject);

          check(result, subject.expect);
          assert.equal(result.attempts, emulator.callCount);
          assert.equal(emulator.calls[0]?.transfer, 'content-length');
        });
      }
    });
  }
});
