import assert from 'node:assert/strict';
import { loadHelpers, plain } from './gate-dialog-scripts';

describe('an import of the list of license-plate-gate', () => {
  const { gatecamGateImport, gatecamGateList: list } = loadHelpers();
  const carsOf = (text: string) => plain(gatecamGateImport.carsOf(text));

  it('takes no row of totals for a car', () => {
    for (const total of [
      '合计：2',
      '合计',
      '合 计 2',
      '总计:2',
      '小计',
      '共 2 辆',
      'Total: 2',
      'Sum',
      'Summe: 2',
    ])
      assert.deepEqual(
        carsOf(`车牌,姓名\n京A12345,张三\n${total},`),
        { cars: [{ plate: '京A12345', name: '张三' }], skipped: 1 },
        total,
      );
  });

  it('takes plates for cars that begin like a word for totals', () => {
    for (const plate of ['SUM 123', 'TOTAL1']) assert.deepEqual(carsOf(`plate\n${plate}`).cars, [{ plate }]);
  });

  it('marks a cell with several plates that it cannot set apart, as nobody reads them together', () => {
    for (const cell of [
      'AB-123-CD, EF-456-GH',
      'AB 12/AB 13',
      'AB 12；AB 13',
      'AB 12、AB 13',
      'AB 12\nAB 13',
    ]) {
      const { cars } = carsOf(`plate\tname\n"${cell}"\tLi`);

      assert.deepEqual(cars, [{ plate: cell, name: 'Li' }]);
      assert.deepEqual(plain(list.problemsOf(cars[0] ?? {})), { plate: 'plate' }, cell);
    }
  });

  it('marks a remark in the column of plates, and JSON that is broken', () => {
    for (const text of ['plate\n制表人：张三', 'plate\nDate: 2026', '["AB 12",]', '{"plate": "AB 12"'])
      assert.equal(list.faultsIn(JSON.stringify(carsOf(text).cars)), carsOf(text).cars.length, text);
  });

  it('marks no plate as people write them', () => {
    for (const plate of ['京A·12345', 'B-XY 123', '粤Z·4K72港', 'AB.12_3', 'Ö 1', "O'K 1", '使 123456'])
      assert.deepEqual(plain(list.problemsOf({ plate })), {}, plate);
  });

  it('takes no JSON that is no list', () => {
    for (const text of ['{"plate": "AB 12"}', '[12345, 67890]', ' {"cars": ["AB 12"]}\n', '[{"name": "Li"}]'])
      assert.deepEqual(carsOf(text), { cars: [], skipped: 0, isNoList: true }, text);
    assert.deepEqual(carsOf('[Visitors]\nplate\nAB 12').cars, [{ plate: 'AB 12' }]);
  });

  it('knows the plates that are listed more than once, however they are written', () => {
    const cars = ['京A12345', 'AB 12', '京a·12345', 'AB 13', 'ab-12', '京A12345', ''].map((plate) => ({
      plate,
    }));

    assert.deepEqual(plain(list.repeated(cars)), ['京A12345', 'AB 12']);
    assert.deepEqual(plain(list.repeated([{ plate: '' }, { plate: '' }])), []);
  });
});
