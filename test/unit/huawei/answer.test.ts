import assert from 'node:assert/strict';
import { platesFrom } from '#nodes/lib/huawei/answer';
import { answer, DOCUMENTED, one } from './documented';

describe('an answer with plates', () => {
  it('gives the plate of the document as it is', () => {
    assert.deepEqual(platesFrom(answer({ result: [DOCUMENTED] })), [DOCUMENTED]);
  });

  it('may hold several plates: the nearest car comes first', () => {
    const far = {
      ...DOCUMENTED,
      plate_number: '沪B00001',
      plate_location: [
        [0, 0],
        [50, 0],
        [50, 15],
        [0, 15],
      ],
      confidence: 0.99,
    };
    const numbers = platesFrom(answer({ result: [far, DOCUMENTED] })).map(({ plate_number }) => plate_number);

    assert.deepEqual(numbers, ['京A12345', '沪B00001']);
  });

  it('may be a single object instead of a list', () => {
    assert.deepEqual(platesFrom(answer({ result: DOCUMENTED })), [DOCUMENTED]);
  });

  it('may have fields that nobody knows', () => {
    const result = [{ ...DOCUMENTED, plate_type: 1 }];

    assert.deepEqual(platesFrom(answer({ result, trace: {} })), [DOCUMENTED]);
  });

  for (const color of ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black', 'purple']) {
    it(`passes the colour ${color} on`, () => {
      assert.equal(one({ plate_color: color })?.plate_color, color);
    });
  }

  for (const [number, plain] of [
    ['京A·12345', '京A12345'],
    ['京A 12345', '京A12345'],
    ['京A-12345', '京A12345'],
    ['京A•12345', '京A12345'],
    ['京A・12345', '京A12345'],
    ['京Ａ１２３４５', '京A12345'],
    [' 224578使 ', '224578使'],
  ] as const) {
    it(`writes ${number} as ${plain}`, () => {
      assert.equal(one({ plate_number: number })?.plate_number, plain);
    });
  }

  it('leaves a number as it is that is too long for one: to compose its marks would stop Node-RED for minutes', () => {
    const marks = `a${'\u0300\u0316'.repeat(250_000)}`;

    assert.equal(one({ plate_number: marks })?.plate_number === marks, true);
  });

  for (const color of [undefined, null, 3, {}]) {
    it(`has no colour where the service gives ${JSON.stringify(color)}`, () => {
      assert.equal(one({ plate_color: color })?.plate_color, '');
    });
  }

  for (const confidence of [undefined, null, '0.9', {}, true]) {
    it(`has no confidence where the service gives ${JSON.stringify(confidence)}`, () => {
      assert.equal(one({ confidence })?.confidence, null);
    });
  }

  it('has no confidence where the number has no end', () => {
    const text = JSON.stringify({ result: [DOCUMENTED] }).replace('0.9225', '1e999');

    assert.equal(platesFrom(answer(text))[0]?.confidence, null);
  });
});

describe('an answer without a plate', () => {
  for (const body of [
    {},
    { result: [] },
    { result: null },
    { result: {} },
    { result: [null, 3, 'x', []] },
    { result: [{}] },
    { result: [{ ...DOCUMENTED, plate_number: '' }] },
    { result: [{ ...DOCUMENTED, plate_number: ' · ' }] },
    { result: [{ ...DOCUMENTED, plate_number: null }] },
    { result: [{ ...DOCUMENTED, plate_number: 12345 }] },
    { error_code: '', error_msg: '', result: [] },
  ]) {
    it(`is no error: ${JSON.stringify(body)}`, () => {
      assert.deepEqual(platesFrom(answer(body)), []);
    });
  }
});
