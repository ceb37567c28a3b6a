import assert from 'node:assert/strict';
import { loadHelpers, plain } from './gate-dialog-scripts';

describe('the list of license-plate-gate takes from a spreadsheet', () => {
  const { gatecamGateImport } = loadHelpers();
  const carsOf = (text: string) => plain(gatecamGateImport.carsOf(text));

  it('rows as they are copied, in the order of the table', () => {
    assert.deepEqual(carsOf('京A12345\tblue\tLi Na\t2026-01-01\t2026-12-31\r\n沪B67890\r\n'), {
      cars: [
        { plate: '京A12345', color: 'blue', name: 'Li Na', from: '2026-01-01', until: '2026-12-31' },
        { plate: '沪B67890' },
      ],
      skipped: 0,
    });
  });

  it('only a column of plates', () => {
    assert.deepEqual(carsOf('京A12345\n沪B67890').cars, [{ plate: '京A12345' }, { plate: '沪B67890' }]);
  });

  it('columns by their headings, in English', () => {
    const { cars } = carsOf('Name,Department,Plate,Valid until\nLi,IT,京A12345,2026/1/5\n');

    assert.deepEqual(cars, [{ plate: '京A12345', name: 'Li', until: '2026-01-05' }]);
  });

  it('columns by their headings, in Chinese, with Chinese colors and dates', () => {
    const { cars } = carsOf('车主,车牌号,车牌颜色,截止日期\n李娜,京AD12345,黄绿色,2026年3月1日\n');

    assert.deepEqual(cars, [
      { plate: '京AD12345', color: 'yellow_green', name: '李娜', until: '2026-03-01' },
    ]);
  });

  it('the end of a permit under every usual heading, because the car would be let in for ever', () => {
    const headings =
      'Until|to|End date|Expires|Expiry date|Expiration date|Valid until|Valid to|有效期|有效期至|有效期止|有效期截止|有效期结束|结束时间|截止日期|到期时间|失效日期|终止日期';
    for (const heading of headings.split('|')) {
      assert.deepEqual(
        carsOf(`License plate number,${heading}\n京A12345,2026/12/31`),
        { cars: [{ plate: '京A12345', until: '2026-12-31' }], skipped: 0 },
        heading,
      );
    }
  });

  it('the beginning of a permit likewise', () => {
    for (const heading of [
      'From',
      'Start date',
      'Valid from',
      '起始日期',
      '有效期开始',
      '开始时间',
      '生效日期',
    ]) {
      assert.deepEqual(
        carsOf(`号牌号码,${heading}\n京A12345,2026/1/1`).cars,
        [{ plate: '京A12345', from: '2026-01-01' }],
        heading,
      );
    }
  });

  it('no column whose heading it does not know, and says which', () => {
    assert.deepEqual(carsOf('序号,车牌号,审批至,,电话,\n1,京A12345,2026-12-31,x,,\n'), {
      cars: [{ plate: '京A12345' }],
      skipped: 0,
      unknown: ['序号', '审批至', '#4'],
    });
  });

  it('the first of two columns with one meaning, and says which other it left out', () => {
    assert.deepEqual(carsOf('车牌,姓名,备注,到期日期,失效日期\n京A12345,张三,VIP,2026-12-31,2036-12-31'), {
      cars: [{ plate: '京A12345', name: '张三', until: '2026-12-31' }],
      skipped: 0,
      unknown: ['备注', '失效日期'],
    });
  });

  it('columns whose headings stand below a title, because an end would be taken for a beginning', () => {
    for (const title of ['停车场访客名单', '访客名单\n导出日期,2026-11-22', 'sep=,']) {
      assert.deepEqual(
        carsOf(`${title}\n车牌,姓名,到期日期\n京A12345,张三,2026-12-31`),
        { cars: [{ plate: '京A12345', name: '张三', until: '2026-12-31' }], skipped: 0 },
        title,
      );
    }
  });

  it('no car for a title, whatever stands below it', () => {
    const { cars } = carsOf('京A12345,张三\n车牌,姓名\n沪AD58206,李四');

    assert.deepEqual(cars[0], { plate: '京A12345', name: '张三' });
  });

  it('no cell beyond the columns it knows, and says where', () => {
    assert.deepEqual(carsOf('plate,name\n京A12345,Li Na,2026-12-31').unknown, ['#3']);
    assert.deepEqual(carsOf('京A12345,blue,Li Na,2026-01-01,2026-12-31,2026-06-30').unknown, ['#6']);
  });

  it('columns as databases name them', () => {
    for (const headings of ['license_plate,valid_from,valid_until', 'plate_number,startDate,expires_at'])
      assert.deepEqual(
        carsOf(`${headings}\n京A12345,2026-01-01,2026-12-31`),
        { cars: [{ plate: '京A12345', from: '2026-01-01', until: '2026-12-31' }], skipped: 0 },
        headings,
      );
  });

  it('plates side by side, as they stand in a message', () => {
    const cars = [{ plate: '京A12345' }, { plate: '沪AD58206' }, { plate: '粤Z·4K72港' }];
    for (const separator of [',', ', ', '，', '、', ' ', ';', '；', '\t', '\n'])
      assert.deepEqual(
        carsOf(cars.map(({ plate }) => plate).join(separator)),
        { cars, skipped: 0 },
        separator,
      );
  });

  it('each of several plates in one cell, with what stands beside them', () => {
    for (const plates of [
      '京A12345、沪AD58206',
      '京A12345/沪AD58206',
      '京A12345 沪AD58206',
      '"京A12345\n沪AD58206"',
    ])
      assert.deepEqual(
        carsOf(`车牌号\t姓名\t有效期至\n${plates}\t李娜\t2026-12-31\n\t王伟\t`),
        {
          cars: [
            { plate: '京A12345', name: '李娜', until: '2026-12-31' },
            { plate: '沪AD58206', name: '李娜', until: '2026-12-31' },
          ],
          skipped: 1,
        },
        plates,
      );
    assert.deepEqual(carsOf('plate\tname\nB-XY 123\tLi Na').cars, [{ plate: 'B-XY 123', name: 'Li Na' }]);
  });

  it('a list as context holds it', () => {
    assert.deepEqual(carsOf('["京A12345", {"plate": "AB 12", "until": "2026-12-31"}]\n'), {
      cars: [{ plate: '京A12345' }, { plate: 'AB 12', until: '2026-12-31' }],
      skipped: 0,
    });
  });

  it('no field of such a list that the gate does not know, and says which', () => {
    const { unknown } = carsOf(
      '["京A12345", {"plate": "AB 12", "ends": "2026-12-31"}, {"plate": "C 3", "ends": 1}]',
    );

    assert.deepEqual(unknown, ['ends']);
  });

  it('plates and their owners, without headings', () => {
    assert.deepEqual(carsOf('京A12345\t张三\n沪AD58206\nA7\t李四').cars, [
      { plate: '京A12345', name: '张三' },
      { plate: '沪AD58206' },
      { plate: 'A7', name: '李四' },
    ]);
    assert.deepEqual(carsOf('京A12345\tLi Na\t2026/1/5\t2026/12/31').cars, [
      { plate: '京A12345', name: 'Li Na', from: '2026-01-05', until: '2026-12-31' },
    ]);
  });

  it('the order of the table, without headings, where the second column may be of colors', () => {
    assert.deepEqual(carsOf('京A12345\t\tLi Na').cars, [{ plate: '京A12345', name: 'Li Na' }]);
    assert.deepEqual(carsOf('京A12345\t蓝牌\n沪AD58206\tgren').cars, [
      { plate: '京A12345', color: 'blue' },
      { plate: '沪AD58206', color: 'gren' },
    ]);
  });

  it('quoted cells with separators, quotes and line ends in them', () => {
    const { cars } = carsOf('plate;name\r\n"京A12345";"Li ""the boss""; second car\r\nof two"\r\n');

    assert.deepEqual(cars, [{ plate: '京A12345', name: 'Li "the boss"; second car\r\nof two' }]);
  });

  it('columns with tabs between them though a comma stands earlier in each row', () => {
    const { cars } = carsOf('Remarks, if any\tPlate\tUntil\nLi, Na\t京A12345\t2026-12-31');

    assert.deepEqual(cars, [{ plate: '京A12345', until: '2026-12-31' }]);
  });

  it('no blank fields, and no rows without a plate, which it counts', () => {
    assert.deepEqual(carsOf('\uFEFFplate,color,name\n京A12345,,  \n,blue,Li\n\n,,\n'), {
      cars: [{ plate: '京A12345' }],
      skipped: 1,
    });
  });

  it('nothing from nothing', () => {
    for (const text of ['', '\n\n', '\t\t', '""']) assert.deepEqual(carsOf(text).cars, []);
  });
});
