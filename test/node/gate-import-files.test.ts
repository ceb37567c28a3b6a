import assert from 'node:assert/strict';
import { loadHelpers } from './gate-dialog-scripts';

describe('the list of license-plate-gate takes from a file', () => {
  const { gatecamGateImport } = loadHelpers();

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
