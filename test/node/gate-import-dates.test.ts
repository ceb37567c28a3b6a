import assert from 'node:assert/strict';
import { loadHelpers, plain } from './gate-dialog-scripts';

describe('the dates of a sheet that the dialog of license-plate-gate takes: it takes', () => {
  const { gatecamGateImport, gatecamGateList: list } = loadHelpers();
  const carsOf = (text: string) => plain(gatecamGateImport.carsOf(text));

  it('the only date, without headings, as the end: a beginning would let the car in for ever', () => {
    assert.deepEqual(carsOf('京A12345,李娜,2026-12-31').cars, [
      { plate: '京A12345', name: '李娜', until: '2026-12-31' },
    ]);
    assert.deepEqual(carsOf('京A12345\tblue\tLi Na\t2026-12-31\n沪AD58206').cars, [
      { plate: '京A12345', color: 'blue', name: 'Li Na', until: '2026-12-31' },
      { plate: '沪AD58206' },
    ]);
    assert.deepEqual(carsOf('京A12345,李娜,2026-12-31,,\n').cars, [
      { plate: '京A12345', name: '李娜', until: '2026-12-31' },
    ]);
    assert.deepEqual(carsOf('京A12345,李娜,2026-01-05\n沪AD58206,王芳,,2026-12-31').cars, [
      { plate: '京A12345', name: '李娜', from: '2026-01-05' },
      { plate: '沪AD58206', name: '王芳', until: '2026-12-31' },
    ]);
  });

  it('no date for a name, without headings, because the car would be let in for ever', () => {
    for (const date of [
      '2026-12-31',
      '2026/12/31 0:00',
      '2026年12月31日',
      '31.12.2026',
      '20261231',
      '2026-12-31T08:00Z',
    ]) {
      const { cars } = carsOf(`京A12345\t${date}`);

      assert.equal(list.faultsIn(list.stringify(cars)), 1, date);
    }
  });

  it('no date with words or a time in it for a name either', () => {
    for (const date of [
      '2026/12/31 下午 11:59',
      '12/31/2026 11:59 PM',
      '2026年12月31日 星期四',
      '31-Dec-26',
      'Dec 31, 2026',
      '31. Dezember 2026',
      'bis 31.12.26',
      '至2026-12-31',
      '２０２６－１２－３１',
      '二〇二六年十二月三十一日',
    ]) {
      assert.equal(list.faultsIn(list.stringify(carsOf(`京A12345\t${date}`).cars)), 1, date);
      const [besideColor] = carsOf(`京A12345\tblue\t${date}\n沪AD58206\tgreen\t`).cars;
      assert.deepEqual([besideColor?.name, !!besideColor?.until], [undefined, true], date);
    }
  });

  it('the number of a day beside a color for no name', () => {
    assert.equal(list.faultsIn(list.stringify(carsOf('京A12345\tblue\t46387').cars)), 1);
  });

  it('names and rooms with numbers for names, without headings', () => {
    for (const name of ['Li 2', '3-2-1203 李娜', 'Room 2026', '12 Elm St', '4 Oak Lane 1203', 'Unit 3/12'])
      assert.deepEqual(carsOf(`京A12345\t${name}`).cars, [{ plate: '京A12345', name }], name);
  });

  it('the only date for the end, without headings, though a remark or a color stands behind it', () => {
    for (const last of ['VIP', '3-1203', 'blue', 'paid 2026-01-05'])
      assert.deepEqual(
        carsOf(`京A12345\tLi Na\t2026-12-31\t${last}\n沪AD58206\tWang\t2026-11-30\t`),
        {
          cars: [
            { plate: '京A12345', name: 'Li Na', until: '2026-12-31' },
            { plate: '沪AD58206', name: 'Wang', until: '2026-11-30' },
          ],
          skipped: 0,
          unknown: ['#4'],
        },
        last,
      );
  });

  it('no date beside a color for a name, without headings, for the same reason', () => {
    for (const color of ['blue', ''])
      for (const date of ['2026-12-31', '2026/12/31', '2026年12月31日']) {
        assert.deepEqual(
          carsOf(`京A12345\t${color}\t${date}\n沪AD58206\tgreen\t`).cars,
          [
            { plate: '京A12345', ...(color && { color }), until: '2026-12-31' },
            { plate: '沪AD58206', color: 'green' },
          ],
          date,
        );
        assert.deepEqual(carsOf(`京A12345\t${color}\t2026-01-05\t${date}`).cars, [
          { plate: '京A12345', ...(color && { color }), from: '2026-01-05', until: '2026-12-31' },
        ]);
      }
    for (const unreadable of ['12/31/2026', '31.12.26', '20261231', '2026-12-31 08:00'])
      assert.equal(list.faultsIn(list.stringify(carsOf(`京A12345\tblue\t${unreadable}`).cars)), 1);
    assert.deepEqual(carsOf('京A12345\tblue\t3-1203\t2026-12-31').cars, [
      { plate: '京A12345', color: 'blue', name: '3-1203', until: '2026-12-31' },
    ]);
  });

  /** What becomes of a date under the heading of the beginning or the end. */
  const datesOf = (field: 'from' | 'until', dates: string[]) =>
    dates.map((date) => carsOf(`plate\t${field}\n京A12345\t${date}`).cars[0]?.[field]);

  it('dates with dots by the day first, unless a year stands there', () => {
    assert.deepEqual(
      datesOf('until', ['31.12.2026', '1.2.2026', '01.02.2026', '31. 12. 2026', '2026.12.31', '2026.2.1']),
      ['2026-12-31', '2026-02-01', '2026-02-01', '2026-12-31', '2026-12-31', '2026-02-01'],
    );
  });

  it('dates in full-width digits, and with blanks', () => {
    assert.deepEqual(datesOf('until', ['２０２６－１２－３１', '2026年 2月 1日']), [
      '2026-12-31',
      '2026-02-01',
    ]);
  });

  it('a day with the time at which it ends for the day, at the end of a permit', () => {
    for (const end of [
      '2026-12-31 23:59',
      '2026-12-31T23:59:59',
      '2026-12-31 23:59:59.999',
      '2026/12/31 24:00',
      '2026/12/31 下午 11:59',
      '2026/12/31 下午11:59:59',
      '2026/12/31 11:59 PM',
      '31.12.2026, 23:59',
      '2026年12月31日 23：59',
    ])
      assert.deepEqual(datesOf('until', [end]), ['2026-12-31'], end);
  });

  it('a day with the time at which it begins for the day, at the beginning of a permit', () => {
    for (const beginning of [
      '2026-12-31 0:00',
      '2026-12-31T00:00:00',
      '2026-12-31 00:00:00.000',
      '2026/12/31 上午 12:00',
      '2026/12/31 12:00:00 AM',
      '31.12.2026 00:00',
    ])
      assert.deepEqual(datesOf('from', [beginning]), ['2026-12-31'], beginning);
  });

  it('no other time of day, because the day lets the car in for longer, and no midnight as an end', () => {
    const ends = [
      '2026-12-31 0:00',
      '2026-12-31 00:00:00',
      '2026-12-31 18:00',
      '2026-12-31 11:59',
      '2026-12-31 上午 11:59',
      '2026-12-31 23:59Z',
      '2026-12-31 23:59+08:00',
      '2026-12-31-2027-01-31',
    ];
    const beginnings = ['2026-12-31 23:59', '2026-12-31 08:00', '2026-12-31 12:00', '2026-12-31 下午 12:00'];

    assert.deepEqual(datesOf('until', ends), ends);
    assert.deepEqual(datesOf('from', beginnings), beginnings);
    for (const until of ends) assert.equal(list.faultsIn(JSON.stringify([{ plate: '京A12345', until }])), 1);
  });

  it('both dates with their times, without headings', () => {
    assert.deepEqual(carsOf('京A12345\tLi Na\t2026/1/5 上午 12:00\t2026/12/31 下午 11:59').cars, [
      { plate: '京A12345', name: 'Li Na', from: '2026-01-05', until: '2026-12-31' },
    ]);
  });

  it('no date of two digits for the year, which may be the day, nor with strokes behind the month', () => {
    const dates = ['31.12.26', '26.12.31', '12/31/2026', '01/02/2026', '31/12/2026'];

    assert.deepEqual(datesOf('until', dates), dates);
  });

  it('are looked for in long remarks as well, without a halt of the editor', () => {
    for (const remark of ['a', '年b', '色', '底黑字'].map((part) => `${part.repeat(30_000)}!`)) {
      const { cars } = carsOf(`京A12345,${remark},2026-12-31`);

      assert.equal(cars[0]?.until, '2026-12-31');
    }
  });
});
