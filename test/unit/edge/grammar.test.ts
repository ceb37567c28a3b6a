import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode } from '#nodes/lib/edge/ctc';
import { GRAMMARS, type Grammar } from '#nodes/lib/edge/grammar';
import type { Scores } from '#nodes/lib/edge/recognizer';
import { symbolScores } from '#nodes/lib/edge/symbol-scores';
import { Random } from '../../fixtures/draw/random';
import { CLASS_MAP, CLASSES, scoresOf } from './scores';

/** More for a long hunt: EDGE_FUZZ_RUNS=100000. */
const RUNS = Number(process.env.EDGE_FUZZ_RUNS ?? 300);

const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
const PLATE = new RegExp(
  [
    `^${PROVINCE}[A-HJ-Z][0-9A-HJ-NP-Z]{5}$`,
    `^${PROVINCE}[A-HJ-Z][A-HJK][0-9A-HJ-NP-Z][0-9]{4}$`,
    `^${PROVINCE}[A-HJ-Z][0-9]{5}[A-HJK]$`,
    `^${PROVINCE}[A-HJ-Z][0-9A-HJ-NP-Z]{4}[学警挂港澳试超]$`,
    `^${PROVINCE}[A-HJ-Z]?[0-9]{4,5}领$`,
    '^(使[0-9]{6}|[0-9]{6}使)$',
    '^WJ[0-9]{2}[0-9A-HJ-NP-Z][0-9]{4}$',
    '^[A-Z]{2}[0-9]{5}$',
  ].join('|'),
);

describe('reading by grammar', () => {
  for (const number of [
    '京A12345',
    '沪AD12345',
    '浙A12345D',
    '京A0006警',
    '粤E1234学',
    '鲁B1234挂',
    '粤Z1234港',
    '224578使',
    '使014578',
    '沪A2478领',
    '沪22478领',
    'WJ0112345',
    'VA30093',
  ]) {
    it(`reads ${number} as it stands`, () => {
      assert.equal(likeliest(scoresOf(number)), number);
    });
  }

  it('takes the letters O and I for digits in the serial', () => {
    assert.equal(likeliest(scoresOf('京AO2I45')), '京A02145');
  });

  it('keeps a character that is written twice', () => {
    assert.equal(likeliest(scoresOf('京A11223')), '京A11223');
  });

  it('passes over characters that no plate holds', () => {
    assert.equal(likeliest(scoresOf('好京A12345')), '京A12345');
  });

  it('never leaves the grammar, whatever the recognizer says', () => {
    const matrix = fc
      .record({
        steps: fc.integer({ min: 1, max: 60 }),
        seed: fc.integer(),
        // From all characters alike to almost one in each step.
        sharpness: fc.constantFrom(0, 1, 8, 64),
      })
      .map(randomScores);

    fc.assert(
      fc.property(matrix, (scores) => {
        for (const grammar of GRAMMARS) {
          const { text, logProbability } = decode(symbolScores(scores, CLASS_MAP), grammar);
          if (Number.isFinite(logProbability)) assert.match(text, PLATE);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('has no reading for a line with fewer steps than characters', () => {
    for (const grammar of GRAMMARS) {
      assert.equal(decode(scoresOf('京A'), grammar).logProbability, -Infinity);
    }
  });
});

function likeliest(scores: ReturnType<typeof scoresOf>): string | undefined {
  const readings = GRAMMARS.map((grammar: Grammar) => ({ ...decode(scores, grammar), prior: grammar.prior }));
  const best = readings.reduce((a, b) => (b.logProbability + b.prior > a.logProbability + a.prior ? b : a));
  return Number.isFinite(best.logProbability) ? best.text : undefined;
}

interface Matrix {
  steps: number;
  seed: number;
  sharpness: number;
}

/** Rows of probabilities, and the highest of any character at the end of each, as the recognizer gives them. */
function randomScores({ steps, seed, sharpness }: Matrix): Scores {
  const random = new Random(seed);
  const rows = Array.from({ length: steps }, () => {
    const row = CLASSES.map(() => random.next() ** sharpness);
    const sum = row.reduce((total, value) => total + value, 0);
    const shares = row.map((value) => value / sum);
    return [...shares, Math.max(...shares.slice(1))];
  });
  return { steps, classes: CLASSES.length, data: Float32Array.from(rows.flat()) };
}
