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
    ])
      for (const rows of [`京A12345\t${date}`, `京A12345\tblue\t${date}\n沪AD58206\tgreen\t`])
        assert.equal(list.faultsIn(list.stringify(carsOf(rows).cars)), 1, rows);
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
    for (const unreadable of ['31.12.2026', '12/31/26', '20261231', '2026-12-31 08:00'])
      assert.equal(list.faultsIn(list.stringify(carsOf(`京A12345\tblue\t${unreadable}`).cars)), 1);
    assert.deepEqual(carsOf('京A12345\tblue\t3-1203\t2026-12-31').cars, [
      { plate: '京A12345', color: 'blue', name: '3-1203', until: '2026-12-31' },
    ]);
  });
});
