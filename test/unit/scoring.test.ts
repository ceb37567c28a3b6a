import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Score {
  right: boolean;
  payloadRight: boolean;
  unlabelled: boolean;
}

interface Scoring {
  score: (
    label: { plates: string[]; color: string; latin: boolean },
    plates: { plate_number: string; plate_color: string; confidence: number }[],
  ) => Score;
}

const SCRIPT = resolve(__dirname, '../../../test/accuracy/scoring.mjs');
const TWO_CARS = { plates: ['京A12345', '沪B67890'], color: 'blue', latin: false };
const NONE = { right: false, payloadRight: false, unlabelled: false };

describe('the score of a picture', () => {
  const scoreOf = async (label: typeof TWO_CARS, ...numbers: string[]) => {
    const { score } = (await import(pathToFileURL(SCRIPT).href)) as Scoring;
    const plates = numbers.map((plate_number) => ({ plate_number, plate_color: 'blue', confidence: 1 }));
    const { right, payloadRight, unlabelled } = score(label, plates);
    return { right, payloadRight, unlabelled };
  };

  for (const [answer, numbers, expected] of [
    ['nothing', [], NONE],
    ['the second car only', ['沪B67890'], { right: true, payloadRight: true, unlabelled: false }],
    ['both cars', ['沪B67890', '京A12345'], { right: true, payloadRight: true, unlabelled: false }],
    [
      'another before a car',
      ['京A99999', '京A12345'],
      { right: true, payloadRight: false, unlabelled: true },
    ],
    ['another behind a car', ['京A12345', '京A99999'], { right: true, payloadRight: true, unlabelled: true }],
    ['a letter wrong', ['京A12346'], { right: false, payloadRight: false, unlabelled: true }],
  ] as const) {
    it(`tells what a flow would go by, and what nobody labelled, where the reader read ${answer}`, async () => {
      assert.deepEqual(await scoreOf(TWO_CARS, ...numbers), expected);
    });
  }

  it('does not tell O from 0 on Latin plates, for the payload as for the rest', async () => {
    const label = { plates: ['AB0123'], color: '', latin: true };

    assert.deepEqual(await scoreOf(label, 'ABO123'), { right: true, payloadRight: true, unlabelled: false });
  });

  it('takes every plate for one that nobody labelled where there is none', async () => {
    const label = { plates: [], color: '', latin: false };

    assert.deepEqual(await scoreOf(label, '京A12345'), { ...NONE, unlabelled: true });
  });
});
