import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

interface Car {
  plate: string;
  color?: string;
  name?: string;
  from?: string;
  until?: string;
}

interface Helpers {
  gatecamGateImport: {
    carsOf: (text: string) => { cars: Car[]; skipped: number };
    textOf: (bytes: Uint8Array) => string;
  };
  gatecamGateList: {
    parse: (text: string) => Car[] | undefined;
    stringify: (cars: object[]) => string;
    problemsOf: (car: object) => Record<string, string>;
    faultsIn: (text: string) => number | undefined;
  };
}

/** The scripts of the dialog, as the editor loads them. */
function loadHelpers(): Helpers {
  const window = {};
  for (const file of ['gate-import.js', 'gate-list.js']) {
    const code = readFileSync(join(__dirname, '../../../resources', file), 'utf8');
    runInNewContext(code, { window, TextDecoder });
  }
  return window as Helpers;
}

/** Values of another realm are never strictly equal to ours. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
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

    it('quoted cells with separators, quotes and line ends in them', () => {
      const { cars } = carsOf('plate;name\r\n"京A12345";"Li ""the boss""; second car\r\nof two"\r\n');

      assert.deepEqual(cars, [{ plate: '京A12345', name: 'Li "the boss"; second car\r\nof two' }]);
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
  });

  it('is written without blank fields, as they would keep a car out', () => {
    const text = list.stringify([
      { plate: ' 京A12345 ', color: '', name: ' ', from: undefined, until: '2026-12-31' },
      { plate: '', name: '' },
    ]);

    assert.deepEqual(JSON.parse(text), [{ plate: '京A12345', until: '2026-12-31' }]);
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
      [{ plate: '京A12345', from: '2026-02-30' }, { from: 'date' }],
      [{ plate: '京A12345', until: '31.12.2026' }, { until: 'date' }],
      [{ plate: '京A12345', until: '2026-01-01T08:00:00' }, { until: 'date' }],
      [{ plate: '京A12345', from: '2026-02-01', until: '2026-01-31' }, { until: 'order' }],
    ];

    for (const [car, problems] of cases) {
      assert.deepEqual(plain(list.problemsOf(car)), problems, JSON.stringify(car));
      assert.equal(list.faultsIn(JSON.stringify([car])), Object.keys(problems).length);
    }
  });
});
