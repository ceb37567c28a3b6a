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
  const { gatecamGateImport, gatecamGateList: list } = loadHelpers();
  const carsOf = (text: string) => plain(gatecamGateImport.carsOf(text));

  describe('takes from a spreadsheet', () => {
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

    const colors = {
      blue: 'blue| Blue |BLUE|Blue plate|蓝|蓝色|蓝牌|蓝底白字',
      green: 'green|绿|绿色|绿牌|渐变绿|渐变绿色|渐变绿底黑字|新能源绿|新能源绿牌',
      yellow_green:
        'yellow_green|yellow-green|Yellow Green|yellow/green|yellowgreen|Yellow–Green|黄绿|黄绿色|黄绿牌|黄绿双拼|黄绿双拼色|黄绿 双拼|黄绿相间',
      yellow: 'yellow|黄|黄色|黄牌|黄底黑字',
      white: 'white|白|白色|白底黑字',
      black: 'black|黑|黑色|黑底白字',
    };
    for (const [color, words] of Object.entries(colors)) {
      for (const word of words.split('|')) {
        it(`the color ${color} from "${word}"`, () => {
          const { cars } = carsOf(`plate,color\n京A12345,${word}`);

          assert.deepEqual(cars, [{ plate: '京A12345', color }]);
          assert.deepEqual(carsOf(`京A12345,${word},Li`).cars, [{ plate: '京A12345', color, name: 'Li' }]);
          assert.equal(list.faultsIn(list.stringify(cars)), 0);
        });
      }
    }

    it('the words of the dialog for any color', () => {
      for (const word of ['any', 'Any', '不限'])
        assert.deepEqual(carsOf(`plate,color\n京A12345,${word}`).cars, [{ plate: '京A12345' }]);
    });

    it('a color that no plate has as it is written, to be seen and mended', () => {
      for (const word of ['red', '红', 'Light Blue', '新能源', '蓝绿', 'constructor', '__proto__']) {
        const { cars } = carsOf(`plate,color\n京A12345,${word}`);

        assert.deepEqual(cars, [{ plate: '京A12345', color: word }]);
        assert.equal(list.faultsIn(list.stringify(cars)), 1, word);
      }
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

    it('text as spreadsheets save it in China', () => {
      const gbk = new Uint8Array([0xbe, 0xa9, 0x41, 0x31]);

      assert.equal(gatecamGateImport.textOf(gbk), '京A1');
      assert.equal(gatecamGateImport.textOf(new TextEncoder().encode('京A1')), '京A1');
    });

    it('text as spreadsheets save it in the west of Europe', () => {
      for (const text of [
        'FÜ-AB 123;Müller, Jürgen;Größe',
        'Immatriculation;Propriétaire\r\nAB-123-CD;Hélène Créée',
        'Name;Größe Müller',
      ])
        assert.equal(gatecamGateImport.textOf(Buffer.from(text, 'latin1')), text);
    });

    it('names of China that only its wider code holds, though they look like those of Europe', () => {
      // 朱镕基 and 王喆, of which 镕 ends in a plain letter.
      const gbk = Buffer.from(
        'bea931323334353b d6ece946bbf90a bea941 3b cdf586b40a'.replaceAll(' ', ''),
        'hex',
      );

      assert.equal(gatecamGateImport.textOf(gbk), '京12345;朱镕基\n京A;王喆\n');
    });

    it('text as spreadsheets save it as "Unicode"', () => {
      const little = new Uint8Array([0xff, 0xfe, 0xac, 0x4e, 0x41, 0x00]);
      const big = new Uint8Array([0xfe, 0xff, 0x4e, 0xac, 0x00, 0x41]);

      assert.equal(gatecamGateImport.textOf(little), '京A');
      assert.equal(gatecamGateImport.textOf(big), '京A');
    });

    it('no workbook, which is told from text', () => {
      assert.ok(gatecamGateImport.isWorkbook(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14])));
      assert.ok(gatecamGateImport.isWorkbook(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])));
      assert.equal(gatecamGateImport.isWorkbook(new TextEncoder().encode('PK,京A1')), false);
    });
  });

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
