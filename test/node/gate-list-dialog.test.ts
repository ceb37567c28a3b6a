import assert from 'node:assert/strict';
import { parseList } from '#nodes/lib/gate/list';
import { bestEntry } from '#nodes/lib/gate/validity';
import { loadHelpers, plain } from './gate-dialog-scripts';

/** Whether the running gate ever lets such an entry in: at its beginning or its end, now, with a plate of some color. */
function canPass(entry: unknown): boolean {
  const cars = parseList([entry]) ?? [];
  const times = cars.flatMap(({ start, end }) => [start, end, Date.now()]);
  const colors = ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black', null];
  return times.some((now) => colors.some((color) => bestEntry(cars, color, now)?.reason === 'listed'));
}

describe('the list in the dialog of license-plate-gate', () => {
  const { gatecamGateList: list } = loadHelpers();

  it('is written without blank fields, as they would keep a car out', () => {
    const text = list.stringify([
      { plate: ' 京A12345 ', color: '', name: ' ', from: undefined, until: '2026-12-31' },
      { plate: '', name: '' },
    ]);

    assert.deepEqual(JSON.parse(text), [{ plate: '京A12345', until: '2026-12-31' }]);
  });

  it('stays readable with a row in which the plate is still to come', () => {
    const text = list.stringify([{ plate: '京A12345' }, { plate: ' ', name: 'Li', color: 'blue' }]);

    const begun = { plate: '', name: 'Li', color: 'blue' };
    assert.deepEqual(plain(list.parse(text)), [{ plate: '京A12345' }, begun]);
    assert.equal(list.faultsIn(text), 1);
    assert.deepEqual(
      parseList(JSON.parse(text))?.map(({ number }) => number),
      ['京A12345'],
    );
  });

  it('is read from plates and from entries', () => {
    assert.deepEqual(plain(list.parse('["京A12345", {"plate": "沪B67890", "name": "Li"}]')), [
      { plate: '京A12345' },
      { plate: '沪B67890', name: 'Li' },
    ]);
  });

  it('is no list where it holds anything else', () => {
    for (const text of ['{}', 'null', '[1]', '[null]', '[{"name": "Li"}]', '[', '"京A12345"']) {
      assert.equal(list.parse(text), undefined, text);
      assert.equal(list.faultsIn(text), undefined, text);
    }
  });

  it('marks the cars that would never be let in', () => {
    const cases: [object, object][] = [
      [{ plate: '京A12345', color: 'blue', name: 'Li', from: '2026-01-01', until: '2026-01-01' }, {}],
      [{ plate: '京A12345', from: '2026-01-01T08:00:00+08:00' }, {}],
      [{ plate: ' - ' }, { plate: 'plate' }],
      [{ plate: 'A'.repeat(65) }, { plate: 'plate' }],
      [{ plate: '京A12345', color: 'yellow-green' }, { color: 'color' }],
      [{ plate: `A${' '.repeat(64)}` }, { plate: 'plate' }],
      [{ plate: '京A12345', from: '2026-02-30' }, { from: 'date' }],
      [{ plate: '京A12345', until: '31.12.2026' }, { until: 'date' }],
      [{ plate: '京A12345', until: '2026-01-01T08:00:00' }, { until: 'date' }],
      [{ plate: '京A12345', from: '2026-02-01', until: '2026-01-31' }, { until: 'order' }],
      [{ plate: '京A12345', from: '2026-02-01T08:00Z', until: '2026-02-01T08:30+01:00' }, { until: 'order' }],
    ];

    for (const [car, problems] of cases) {
      assert.deepEqual(plain(list.problemsOf(car)), problems, JSON.stringify(car));
      assert.equal(list.faultsIn(JSON.stringify([car])), Object.keys(problems).length);
    }
  });

  it('marks one car without giving up the others', () => {
    const cars = [{ plate: '京A12345', color: 'red' }, { plate: '沪B67890' }];

    assert.equal(list.faultsIn(JSON.stringify(cars)), 1);
    assert.deepEqual(
      parseList(cars)?.map((car) => bestEntry([car], 'blue', Date.now())?.reason),
      ['unknown', 'listed'],
    );
  });

  describe('says of an entry what the running gate does with it', () => {
    const plate = '京A12345';
    const dates = [
      '2027-01-01',
      ' 2027-01-01 ',
      '2028-02-29',
      '2027-01-01T23:59+08:00',
      '2027-01-01T23:59:59.123456789Z',
      '2027-01-01T08:00+0800',
      '2027-01-01T08:00-23:59',
      '2027-01-01T24:00+08:00',
      '2027-01-01T08:60Z',
      '2027-01-01T08:00:60Z',
      '2027-01-01T08:00+24:00',
      '2027-01-01T08:00+08:60',
      '2027-01-01T08:00',
      '2027-01-01t08:00z',
      '2027-02-29',
      '2027-02-29T08:00Z',
      '2027-13-01',
      '2027-00-01',
      '2027-01-00',
      '0050-01-01',
      '2027/01/01',
      'soon',
      '',
      ' ',
      null,
      20270101,
      ['2027-01-01'],
      {},
      true,
    ];
    const words = 'blue|green|yellow_green|yellow|white|black| Blue |YELLOW_GREEN'.split('|');
    const otherWords = 'red|yellow-green|yellow green|黄绿双拼|渐变绿|Li Na'.split('|');
    const colors = [...words, ...otherWords, null, '', ' ', 5, ['blue'], {}];
    const entries: unknown[] = [
      plate,
      '',
      ' - ',
      { plate: '' },
      { plate: 'A'.repeat(64) },
      { plate: 'A'.repeat(65) },
      { plate, name: '' },
      { plate, name: null },
      { plate, name: 7 },
      ...dates.flatMap((date) => [
        { plate, from: date },
        { plate, until: date },
        { plate, from: date, until: '2030-01-01' },
      ]),
      { plate, from: '2027-01-02', until: '2027-01-01' },
      { plate, from: ' 2027-01-02', until: '2027-01-01 ' },
      { plate, from: '2027-01-01', until: '2027-01-01' },
      { plate, from: '2027-01-01T08:00Z', until: '2027-01-01T09:00+02:00' },
      { plate, from: '2027-01-01T08:00Z', until: '2027-01-01T09:00+01:00' },
      ...colors.map((color) => ({ plate, color })),
    ];
    for (const entry of entries) {
      const text = JSON.stringify(entry);
      it(`${text}: ${canPass(entry) ? 'good' : 'kept out'}`, () => {
        assert.equal(list.faultsIn(JSON.stringify([entry])), canPass(entry) ? 0 : 1);
        // Any change in the dialog writes the whole list anew: that must not open for a car that was kept out.
        const written = JSON.parse(list.stringify(list.parse(JSON.stringify([entry])) ?? [])) as unknown[];
        assert.equal(written.some(canPass), canPass(entry));
      });
    }
  });

  it('shows what a saved field holds that is no text, because it keeps the car out', () => {
    const text = '[{"plate":"京A12345","color":"","name":"","from":20270101,"until":null}]';

    assert.deepEqual(plain(list.parse(text)), [
      { plate: '京A12345', color: '""', name: '', from: '20270101', until: 'null' },
    ]);
  });
});
