import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { PlateError } from '#nodes/lib/errors';
import { Settings } from '#nodes/lib/settings';

const RANGE = { min: 0, max: 100 };

function saved(value: unknown): Settings {
  return new Settings('license-plate', { field: value });
}

function assertRefused(read: () => unknown): void {
  assert.throws(read, (error) => {
    assert.ok(error instanceof PlateError);
    assert.deepEqual([error.code, error.category, error.retryable], ['BAD_CONFIG', 'config', false]);
    assert.match(error.message, /license-plate: the field "field"/);
    return true;
  });
}

describe('a saved number', () => {
  for (const [value, number] of [
    [undefined, 7],
    [null, 7],
    ['', 7],
    [5, 5],
    ['5', 5],
    [' 5 ', 5],
    ['0', 0],
    [0, 0],
    ['100', 100],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['1e2', 100],
    ['0x10', 16],
    ['+5', 5],
    ['-0', -0],
  ] as const) {
    it(`is ${number} when ${JSON.stringify(value)} is saved`, () => {
      assert.equal(saved(value).number('field', 7, RANGE), number);
    });
  }

  it('has its default where an old flow lacks it', () => {
    assert.equal(new Settings('license-plate', {}).number('field', 7, RANGE), 7);
  });

  for (const value of [
    'ten',
    '5 s',
    '1,5',
    ' ',
    '-1',
    101,
    '100.0001',
    Number.NaN,
    'NaN',
    Number.POSITIVE_INFINITY,
    'Infinity',
    true,
    [5],
    {},
    5n,
  ]) {
    it(`is refused when ${inspect(value)} is saved`, () => {
      assertRefused(() => saved(value).number('field', 7, RANGE));
    });
  }

  it('may have to be whole', () => {
    assert.equal(saved('5.0').number('field', 7, { ...RANGE, whole: true }), 5);
    assertRefused(() => saved('5.5').number('field', 7, { ...RANGE, whole: true }));
  });

  it('is in its range or refused, whatever is saved', () => {
    const anything = fc.oneof(fc.anything(), fc.string(), fc.double(), fc.integer().map(String));

    fc.assert(
      fc.property(anything, (value) => {
        try {
          const number = saved(value).number('field', 7, RANGE);
          return number >= 0 && number <= 100;
        } catch (error) {
          return error instanceof PlateError && error.code === 'BAD_CONFIG';
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a saved text', () => {
  for (const [value, text] of [
    [undefined, 'default'],
    [null, 'default'],
    ['', 'default'],
    ['x', 'x'],
    [' x\n', 'x'],
    [5, '5'],
    [0, '0'],
  ] as const) {
    it(`is "${text}" when ${JSON.stringify(value)} is saved`, () => {
      assert.equal(saved(value).text('field', 'default'), text);
    });
  }

  it('is empty without a default', () => {
    assert.equal(saved(undefined).text('field'), '');
  });

  for (const value of [true, {}, ['x'], () => 'x']) {
    it(`is refused when ${inspect(value)} is saved`, () => {
      assertRefused(() => saved(value).text('field'));
    });
  }
});

describe('a saved choice', () => {
  it('is one of its names, or the default', () => {
    assert.equal(saved('b').choice('field', ['a', 'b'], 'a'), 'b');
    assert.equal(saved('').choice('field', ['a', 'b'], 'a'), 'a');
    assert.equal(saved(undefined).choice('field', ['a', 'b'], 'a'), 'a');
  });

  for (const value of ['c', 'A', ' a', 0, true, ['a'], { toString: () => 'a' }]) {
    it(`is refused when ${inspect(value)} is saved`, () => {
      assertRefused(() => saved(value).choice('field', ['a', 'b'], 'a'));
    });
  }
});

describe('a saved flag', () => {
  for (const [value, flag] of [
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
  ] as const) {
    it(`is ${flag} when ${JSON.stringify(value)} is saved, whatever the default`, () => {
      assert.equal(saved(value).flag('field', true), flag);
      assert.equal(saved(value).flag('field', false), flag);
    });
  }

  for (const value of [undefined, null, '']) {
    it(`has its default when ${JSON.stringify(value)} is saved`, () => {
      assert.equal(saved(value).flag('field', true), true);
      assert.equal(saved(value).flag('field', false), false);
    });
  }

  for (const value of [0, 1, 'yes', 'TRUE', {}, []]) {
    it(`is refused when ${JSON.stringify(value)} is saved`, () => {
      assertRefused(() => saved(value).flag('field', true));
    });
  }
});
