import assert from 'node:assert/strict';
import { parseGateSettings } from '#nodes/lib/gate-settings';
import { defaults } from './gate/support';

const STANDARD = { ...defaults, list: { type: 'json', value: [] } };

describe('the settings of a gate', () => {
  it('have a default for everything, so that old flows are as strict as new ones', () => {
    assert.deepEqual(parseGateSettings({}), STANDARD);
    assert.deepEqual(
      parseGateSettings({ list: '', tolerance: '', minConfidence: '', maxAge: '', rearm: null, agree: '' }),
      STANDARD,
    );
  });

  it('are taken as they were saved, numbers and switches as text', () => {
    const saved = {
      list: '["京A12345"]',
      tolerance: '0.2',
      minConfidence: '0.9',
      maxAge: '5',
      requireTime: 'true',
      allowFallback: 'false',
      rearm: '0',
      frames: '3',
      agree: '2',
      frameTimeout: '1.5',
    };

    assert.deepEqual(parseGateSettings(saved), {
      list: { type: 'json', value: ['京A12345'] },
      tolerance: 0.2,
      minConfidence: 0.9,
      maxAge: 5,
      requireTime: true,
      allowFallback: false,
      rearm: 0,
      frames: 3,
      agree: 2,
      frameTimeout: 1.5,
    });
  });

  for (const type of ['flow', 'global', 'env']) {
    it(`name the list where it comes from elsewhere: ${type}`, () => {
      assert.deepEqual(parseGateSettings({ list: ' cars ', listType: type }).list, { type, name: 'cars' });
    });
  }
});
