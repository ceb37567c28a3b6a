import assert from 'node:assert/strict';
import { gateWith, message } from './support';

const LISTED = '京A12345';
/** What a machine without a battery for its clock shows as it starts, or after the release of its system. */
const EARLY: Record<string, number> = {
  'the beginning of 1970': 5000,
  'the release of its system': Date.UTC(2024, 10, 19),
};

for (const [when, now] of Object.entries(EARLY)) {
  describe(`a gate whose clock stands at ${when}`, () => {
    const judge = (list: unknown, input = message(LISTED, now)) => gateWith({}, list, now).reasonFor(input);

    it('opens for no entry with a date, as it cannot tell whether that is over', async () => {
      for (const dates of [
        { until: '2026-01-31' },
        { until: '2099-12-31T23:59:59Z' },
        { from: '1969-01-01' },
        { from: '1969-01-01', until: '2099-12-31' },
      ])
        assert.equal(await judge([{ plate: LISTED, ...dates }]), 'not-yet-valid', JSON.stringify(dates));
    });

    it('opens for an entry without dates, also beside one with', async () => {
      assert.equal(await judge([LISTED]), 'listed');
      assert.equal(await judge([{ plate: LISTED, until: '2026-01-31' }, { plate: LISTED }]), 'listed');
    });

    it('names what else is wrong with an entry first', async () => {
      assert.equal(await judge([{ plate: LISTED, until: 'soon' }]), 'bad-list');
      assert.equal(await judge([{ plate: LISTED, until: '2099-12-31', color: 'green' }]), 'unknown');
    });

    it('takes a picture with the right time for one from the future', async () => {
      assert.equal(await judge([LISTED], message(LISTED, Date.UTC(2027, 4, 1))), 'stale');
    });
  });
}

describe('a gate whose clock is set right while it runs', () => {
  it('opens for an entry with a date from then on', async () => {
    const { clock, reasonFor } = gateWith({}, [{ plate: LISTED, until: '2099-12-31' }], 5000);
    assert.equal(await reasonFor(message(LISTED, 5000)), 'not-yet-valid');

    clock.pass(Date.UTC(2027, 4, 1) / 1000);

    assert.equal(await reasonFor(message(LISTED, clock.now())), 'listed');
  });
});
