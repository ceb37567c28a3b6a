import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GateOutcome, gateStatusOf } from '#nodes/lib/gate-status';

const OUTCOMES: readonly Exclude<GateOutcome, undefined>[] = [
  'listed',
  'unknown',
  'ambiguous',
  'low-confidence',
  'stale',
  'not-yet-valid',
  'expired',
  'no-plate',
  'error',
  'bad-list',
  'fallback',
  'no-agreement',
  'clock',
  'config',
];

describe('the status of a gate', () => {
  for (const language of ['en-US', 'zh-CN']) {
    it(`has words for everything in ${language}, that fit under a node`, () => {
      const file = join(__dirname, '../../../locales', language, 'license-plate-gate.json');
      const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<
        string,
        { status: Record<string, string> }
      >;
      const words = catalogue['license-plate-gate']?.status ?? {};

      const keys = [
        gateStatusOf(true, undefined),
        ...OUTCOMES.map((outcome) => gateStatusOf(false, outcome)),
      ];

      for (const { text = '' } of keys) {
        const word = words[text.replace('license-plate-gate.status.', '')];
        assert.ok(word && word.length <= 20, text);
      }
      assert.equal(Object.keys(words).length, keys.length, 'no word is left over');
    });
  }

  it('is green for an allowed car alone', () => {
    const green = OUTCOMES.filter((outcome) => gateStatusOf(false, outcome).fill === 'green');

    assert.deepEqual(green, ['listed']);
  });

  it('shows that frames are awaited before what was decided last', () => {
    assert.deepEqual(gateStatusOf(true, 'listed'), {
      fill: 'blue',
      shape: 'ring',
      text: 'license-plate-gate.status.waiting',
    });
  });
});
