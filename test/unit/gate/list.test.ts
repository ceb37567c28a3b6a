import assert from 'node:assert/strict';
import { listFromText, parseList, unreadableAt } from '#nodes/lib/gate/list';
import { ListReader } from '#nodes/lib/gate/list-reader';

describe('unreadableAt', () => {
  it('tells which element is to blame, counted from 1', () => {
    assert.equal(unreadableAt([12345, '京A12345']), 1);
    assert.equal(unreadableAt(['京A12345', { plate: '沪B2' }, null, 7]), 3);
  });

  it('tells nothing of a list that can be read, nor of what is none', () => {
    for (const list of [[], ['京A12345', { plate: '沪B2', until: 'soon' }], undefined, { plate: '京A12345' }])
      assert.equal(unreadableAt(list), undefined);
  });
});

describe('parseList', () => {
  it('takes plates and entries side by side', () => {
    const cars = parseList([
      '京a·12345',
      { plate: '沪B 2', color: 'Blue', name: 'Li', from: '2026-01-01', until: '2026-12-31' },
    ]);

    assert.deepEqual(
      cars?.map(({ number, color }) => ({ number, color })),
      [
        { number: '京A12345', color: undefined },
        { number: '沪B2', color: 'blue' },
      ],
    );
    assert.deepEqual(cars?.[1]?.entry, {
      plate: '沪B 2',
      color: 'Blue',
      name: 'Li',
      from: '2026-01-01',
      until: '2026-12-31',
    });
  });

  it('takes an empty list for a list', () => {
    assert.deepEqual(parseList([]), []);
  });

  it('leaves out blank plates and texts that are no plate by their length', () => {
    assert.deepEqual(parseList(['', ' · ', { plate: '-' }, 'A'.repeat(65)]), []);
  });

  for (const list of [
    undefined,
    null,
    '',
    '京A12345',
    '["京A12345"]',
    0,
    Number.NaN,
    true,
    {},
    { 0: '京A12345', length: 1 },
    new Set(['京A12345']),
  ]) {
    it(`refuses ${typeof list} ${JSON.stringify(list)}`, () => {
      assert.equal(parseList(list), undefined);
    });
  }

  for (const item of [
    undefined,
    null,
    5,
    Number.NaN,
    true,
    [],
    {},
    { plate: 5 },
    { plate: null },
    { name: 'Li' },
  ]) {
    it(`refuses a list that also holds ${JSON.stringify(item)}`, () => {
      assert.equal(parseList(['京A12345', item]), undefined);
    });
  }

  it('is valid without end where no dates are given', () => {
    const [car] = parseList(['京A12345']) ?? [];

    assert.deepEqual([car?.start, car?.end], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  for (const date of ['', null, Number.NaN, 0, 'soon', {}]) {
    it(`is never valid with the date ${JSON.stringify(date)}`, () => {
      const [from, until] =
        parseList([
          { plate: 'A', from: date },
          { plate: 'A', until: date },
        ]) ?? [];

      assert.deepEqual([from?.start, until?.end], [Number.NaN, Number.NaN]);
    });
  }

  for (const color of ['', ' ', null, 7, {}]) {
    it(`lets no colour pass where the list says ${JSON.stringify(color)}`, () => {
      assert.equal(parseList([{ plate: 'A', color }])?.[0]?.color, null);
    });
  }
});

describe('listFromText', () => {
  it('splits at commas, also at full-width ones', () => {
    assert.deepEqual(listFromText('京A12345, 沪B12345，粤C12345'), ['京A12345', ' 沪B12345', '粤C12345']);
  });

  it('reads JSON', () => {
    assert.deepEqual(listFromText(' [{"plate":"京A12345"}]'), [{ plate: '京A12345' }]);
  });

  for (const text of ['', '  ', '[', '["京A12345"', '{"plate"', undefined, null, 5, ['京A12345']]) {
    it(`makes no list of ${JSON.stringify(text)}`, () => {
      assert.equal(parseList(listFromText(text)), undefined);
    });
  }

  it('makes no list of JSON that is not an array', () => {
    assert.equal(parseList(listFromText('{"plate":"京A12345"}')), undefined);
    assert.equal(parseList(listFromText('"京A12345"')), undefined);
  });
});

describe('ListReader', () => {
  it('parses once as long as nothing changed, also in a copy', () => {
    const reader = new ListReader();
    const list = ['京A12345', { plate: '沪B12345', name: 'Li' }];

    const first = reader.read(list);

    assert.equal(reader.read(list), first);
    assert.equal(reader.read(structuredClone(list)), first);
  });

  it('sees every change made in place', () => {
    const reader = new ListReader();
    const entry: Record<string, unknown> = { plate: '沪B12345' };
    const list: unknown[] = ['京A12345', entry];
    const changes: (() => unknown)[] = [
      () => list.push('京C12345'),
      () => list.shift(),
      () => Object.assign(entry, { plate: '沪B99999' }),
      () => Object.assign(entry, { color: 'blue' }),
      () => Object.assign(entry, { name: 'Li' }),
      () => Object.assign(entry, { from: '2026-01-01' }),
      () => Object.assign(entry, { until: '2026-01-01' }),
      () => list.splice(0, 1, '沪B99999'),
    ];
    let last = reader.read(list);

    for (const change of changes) {
      change();
      const index = reader.read(list);
      assert.notEqual(index, last, String(change));
      last = index;
    }
  });

  it('forgets a list that turned unreadable', () => {
    const reader = new ListReader();
    const list: unknown[] = ['京A12345'];
    reader.read(list);

    list.push(null);

    assert.equal(reader.read(list), undefined);
    assert.equal(reader.read(undefined), undefined);
  });

  it('gathers the entries of one plate, however spelt', () => {
    const index = new ListReader().read(['京A12345', '京a·12345', { plate: '京A 12345' }, '京A1234S']);

    const plates = [...(index?.values() ?? [])].flat();

    assert.deepEqual(
      plates.map(({ number, cars }) => [number, cars.length]),
      [
        ['京A12345', 3],
        ['京A1234S', 1],
      ],
    );
  });
});
