import assert from 'node:assert/strict';
import { loadHelpers, plain } from './gate-dialog-scripts';

describe('the headings of a sheet that the dialog of license-plate-gate takes', () => {
  const { gatecamGateImport } = loadHelpers();
  const carsOf = (text: string) => plain(gatecamGateImport.carsOf(text));

  it('are known with blanks, line ends, marks and remarks, or an end would be taken for a beginning', () => {
    for (const headings of [
      '车 牌 号\t姓　名\t截止 日期',
      '"车牌\n号码"\t"车主\n姓名"\t"有效\n期至"',
      '*车牌号\t*姓名\t有效期至*',
      '车牌号（必填）\t姓名(选填)\t有效期（至）',
      '车牌号：\t姓名：\t有效期至(YYYY-MM-DD)',
      '车牌号\t姓名\t有效期至（含）',
      '车牌号\t姓名\t截止日期(含当天)',
      'Plate\tName\tValid until (inclusive)',
      'Kennzeichen\tName\tGültig bis (TT.MM.JJJJ)',
      'Plate (required)\tName (optional)\tValid  until',
      '"* Licence\nplate"\t"Owner\'s name"\tEnd\u00a0date',
    ]) {
      assert.deepEqual(
        carsOf(`${headings}\n京A12345\t李娜\t2026-12-31`),
        { cars: [{ plate: '京A12345', name: '李娜', until: '2026-12-31' }], skipped: 0 },
        headings,
      );
    }
  });

  it('are headings though none of them is known to be that of plates, which is said instead of guessed', () => {
    for (const [headings, unknown] of [
      ['车辆识别,姓名,截止日期', ['车辆识别']],
      ['Matrícula,Name,Until', ['Matrícula']],
      ['Visitors of November,,\nVehicle,Driver,Valid to', ['Vehicle']],
    ] as const)
      assert.deepEqual(
        carsOf(`${headings}\nB-XY 123,Li Na,2026-12-31\n京A12345,李娜,2026-12-31`),
        { cars: [], skipped: 2, unknown },
        headings,
      );
  });

  it('are none where only plates and names stand above', () => {
    assert.deepEqual(carsOf('B-XY 123,Driver\nB-XY 124,Owner').cars, [
      { plate: 'B-XY 123', name: 'Driver' },
      { plate: 'B-XY 124', name: 'Owner' },
    ]);
  });

  it('name vehicles by their registration, too', () => {
    for (const heading of [
      'Registration',
      'Registration number',
      'Vehicle registration',
      'Reg. no.',
      'Vehicle Reg',
    ])
      assert.deepEqual(carsOf(`${heading},Until\nB-XY 123,2026-12-31`).cars, [
        { plate: 'B-XY 123', until: '2026-12-31' },
      ]);
  });

  it('are known in German', () => {
    for (const [plate, name, from, until] of [
      ['Kennzeichen', 'Name', 'gültig von', 'gültig bis'],
      ['KENNZEICHEN', 'NAME', 'GÜLTIG AB', 'GÜLTIG BIS'],
      ['Kfz-Kennzeichen', 'Halter', 'Gu\u0308ltig ab', 'Gu\u0308ltig bis'],
      ['Kfz Kennzeichen', 'Fahrer', 'gueltig_von', 'gueltig_bis'],
      ['Amtliches Kennzeichen', 'Name', 'von', 'bis'],
      ['Autokennzeichen', 'Name', 'Beginn', 'Ablaufdatum'],
    ])
      assert.deepEqual(
        carsOf(`${name};${until};${plate};${from};Farbe\nMüller;31.12.2026;B-XY 123;01.02.2026;white`),
        {
          cars: [
            { plate: 'B-XY 123', color: 'white', name: 'Müller', from: '2026-02-01', until: '2026-12-31' },
          ],
          skipped: 0,
        },
        plate,
      );
  });

  it('in German are known as spreadsheets save them there', () => {
    const bytes = Buffer.from('Kennzeichen;Name;gültig bis\r\nB-XY 123;Li;31.12.2026\r\n', 'latin1');

    assert.deepEqual(carsOf(gatecamGateImport.textOf(bytes)).cars, [
      { plate: 'B-XY 123', name: 'Li', until: '2026-12-31' },
    ]);
  });

  it('are known below a title that has another separator in it', () => {
    for (const [title, separator] of [
      ['Visitors, as of 2026-11-22', ';'],
      ['"Visitors"; all, of November', ','],
      ['访客,员工', '\t'],
    ] as const)
      assert.deepEqual(
        carsOf(
          [title, 'Plate|Name|Until', 'B-XY 123|"Li, Na"|2026-12-31', 'B-XY 124|Wang|2026-12-31']
            .join('\n')
            .replaceAll('|', separator),
        ).cars,
        [
          { plate: 'B-XY 123', name: 'Li, Na', until: '2026-12-31' },
          { plate: 'B-XY 124', name: 'Wang', until: '2026-12-31' },
        ],
        title,
      );
  });

  it('are known as parking systems and databases name them', () => {
    for (const headings of [
      'car_number,start_time,end_time',
      'vehicle no.,Start time,Expire date',
      'plate_no,startTime,expired_at',
      'Vehicle number,From date,Valid until date',
      '车牌号,授权开始时间,授权结束时间',
      '车牌号,有效期起,过期时间',
      '车牌号,起始时间,截至日期',
      '车牌号,生效时间,有效日期',
    ])
      assert.deepEqual(
        carsOf(`${headings}\n京A12345,2026-01-01 00:00:00,2026-12-31 23:59:59`),
        { cars: [{ plate: '京A12345', from: '2026-01-01', until: '2026-12-31' }], skipped: 0 },
        headings,
      );
  });
});
