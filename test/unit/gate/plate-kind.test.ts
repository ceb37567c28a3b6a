import assert from 'node:assert/strict';
import { plateFacts } from '#nodes/lib/gate/plate-kind';

const plausible: readonly [number: string, kind: string, province: string | null][] = [
  ['京A12345', 'ordinary', '京'],
  ['皖AB112D', 'ordinary', '皖'],
  ['京O12345', 'ordinary', '京'],
  ['沪AD12345', 'nev-small', '沪'],
  ['沪AKB2345', 'nev-small', '沪'],
  ['浙A12345D', 'nev-large', '浙'],
  ['浙A12345F', 'nev-large', '浙'],
  ['京A0006警', 'police', '京'],
  ['粤E1234学', 'coach', '粤'],
  ['粤E1234挂', 'trailer', '粤'],
  ['224578使', 'embassy', null],
  ['使014578', 'embassy', null],
  ['沪22478领', 'consulate', '沪'],
  ['沪A2478领', 'consulate', '沪'],
  ['粤Z1234港', 'hk-macau', '粤'],
  ['粤ZA123澳', 'hk-macau', '粤'],
  ['粤E1234试', 'test', '粤'],
  ['粤E1234超', 'oversize', '粤'],
];

const spoilt: readonly [number: string, kind: string, province: string | null, why: string][] = [
  ['京I12345', 'ordinary', '京', 'no office has the letter I'],
  ['京A1234O', 'ordinary', '京', 'no serial has an O'],
  ['京112345', 'ordinary', '京', 'the office is a letter'],
  ['粤Z12345', 'ordinary', '粤', '粤Z is for Hong Kong and Macau'],
  ['沪AL12345', 'nev-small', '沪', 'L is no energy letter'],
  ['浙A12345Z', 'nev-large', '浙', 'Z is no energy letter'],
  ['京A06警', 'police', '京', 'too short'],
  ['京A1234港', 'hk-macau', '京', 'cross-border plates are issued by 粤Z'],
  ['22457使', 'embassy', null, 'five digits'],
  ['京A123', 'other', '京', 'too short'],
  ['VW4X4WP', 'other', null, 'not a Chinese plate'],
  ['', 'other', null, 'nothing'],
];

describe('plateFacts', () => {
  for (const [number, kind, province] of plausible) {
    it(`knows ${number} as ${kind}`, () => {
      assert.deepEqual(plateFacts(number), { kind, province, plausible: true });
    });
  }

  for (const [number, kind, province, why] of spoilt) {
    it(`calls ${number || 'an empty number'} (${kind}) implausible: ${why}`, () => {
      assert.deepEqual(plateFacts(number), { kind, province, plausible: false });
    });
  }

  it('knows all 31 provinces', () => {
    const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'.split('');

    const known = provinces.filter((province) => plateFacts(`${province}A12345`).plausible);

    assert.equal(known.length, 31);
  });
});
