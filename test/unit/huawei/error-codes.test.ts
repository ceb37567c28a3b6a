import assert from 'node:assert/strict';
import { DOWNLOAD_HINTS } from '#nodes/lib/download/hints';
import { READER_HINTS } from '#nodes/lib/edge/hints';
import type { Category } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';
import { ERROR_CODES, factsOf, factsOfStatus } from '#nodes/lib/huawei/error-codes';
import { SERVICE_HINTS } from '#nodes/lib/huawei/hints';

type Row = [code: string, statusCode: number, category: Category, retryable: boolean];

/**
 * Every code of the documents, by our own reading of them. The HTTP status of AIS and ModelArts codes is not
 * documented: 400 stands for any.
 */
const OCR: Row[] = [
  ['AIS.0101', 400, 'input', false],
  ['AIS.0102', 400, 'input', false],
  ['AIS.0103', 400, 'input', false],
  ['AIS.0104', 400, 'no-plate', false],
  ['AIS.0105', 400, 'no-plate', false],
  ['AIS.0117', 400, 'service', false],
  ['AIS.0118', 400, 'service', false],
  ['AIS.0119', 400, 'service', false],
  ['AIS.0120', 400, 'service', false],
  ['AIS.0121', 400, 'service', false],
  ['AIS.0122', 400, 'service', false],
  ['ModelArts.0203', 401, 'auth', false],
  ['ModelArts.0212', 401, 'auth', false],
  ['ModelArts.4101', 401, 'auth', false],
  ['ModelArts.4102', 401, 'auth', false],
  ['ModelArts.4103', 401, 'auth', false],
  ['ModelArts.4104', 400, 'input', false],
  ['ModelArts.4105', 400, 'input', false],
  ['ModelArts.4106', 400, 'account', false],
  ['ModelArts.4107', 500, 'service', true],
  ['ModelArts.4201', 400, 'config', false],
  ['ModelArts.4202', 400, 'config', false],
  ['ModelArts.4203', 403, 'auth', false],
  ['ModelArts.4204', 400, 'account', false],
  ['ModelArts.4301', 500, 'service', true],
  ['ModelArts.4302', 500, 'service', true],
  ['ModelArts.4401', 400, 'quota', true],
  ['ModelArts.4402', 500, 'service', true],
  ['ModelArts.4403', 500, 'service', true],
  ['ModelArts.4502', 500, 'service', true],
  ['ModelArts.4503', 400, 'config', false],
  ['ModelArts.4504', 400, 'config', false],
  ['ModelArts.4505', 500, 'service', true],
  ['ModelArts.4506', 400, 'config', false],
  ['ModelArts.4508', 500, 'service', true],
  ['ModelArts.4601', 400, 'input', false],
  ['ModelArts.4603', 400, 'input', true],
  ['ModelArts.4702', 400, 'input', false],
  ['ModelArts.4703', 400, 'input', false],
  ['ModelArts.4704', 400, 'input', false],
  ['ModelArts.4705', 400, 'input', false],
  ['ModelArts.4706', 400, 'input', false],
  ['ModelArts.6201', 400, 'account', false],
];

/** The gateway's codes, which answer as `APIG.` and as `APIGW.`; one number can mean many things, by its status. */
const GATEWAY: Row[] = [
  ['0101', 404, 'config', false],
  ['0103', 500, 'service', false],
  ['0103', 404, 'service', false],
  ['0104', 500, 'service', false],
  ['0104', 400, 'service', false],
  ['0105', 500, 'service', false],
  ['0105', 400, 'service', false],
  ['0106', 400, 'input', false],
  ['0201', 400, 'input', false],
  ['0201', 413, 'input', false],
  ['0201', 414, 'input', false],
  ['0201', 494, 'auth', false],
  ['0201', 500, 'service', true],
  ['0201', 502, 'service', true],
  ['0201', 504, 'service', true],
  ['0202', 502, 'service', true],
  ['0202', 504, 'service', true],
  ['0203', 502, 'service', true],
  ['0203', 504, 'service', true],
  ['0204', 400, 'config', false],
  ['0301', 401, 'auth', false],
  ['0302', 403, 'auth', false],
  ['0303', 401, 'auth', false],
  ['0305', 401, 'auth', false],
  ['0306', 403, 'auth', false],
  ['0307', 401, 'auth', false],
  ['0308', 429, 'quota', true],
  ['0310', 403, 'account', false],
  ['0311', 401, 'auth', false],
  ['0401', 403, 'auth', false],
  ['0402', 403, 'auth', false],
  ['0404', 403, 'auth', false],
  ['0501', 405, 'account', false],
  ['0502', 405, 'account', false],
  ['0601', 500, 'service', true],
  ['0602', 400, 'input', false],
  ['0605', 500, 'service', false],
  ['0606', 500, 'service', false],
  ['0607', 400, 'config', false],
  ['0608', 500, 'service', false],
  ['0609', 500, 'service', false],
  ['0610', 502, 'service', true],
  ['0611', 500, 'service', false],
  ['0612', 500, 'service', false],
  ['0613', 503, 'service', true],
  ['0705', 500, 'service', false],
  ['0801', 403, 'config', false],
  ['0802', 403, 'auth', false],
  ['1009', 400, 'auth', false],
];

const ALL: Row[] = [
  ...OCR,
  ...GATEWAY.map(([code, ...rest]): Row => [`APIG.${code}`, ...rest]),
  ...GATEWAY.map(([code, ...rest]): Row => [`APIGW.${code}`, ...rest]),
];

describe('the error table', () => {
  for (const [code, statusCode, category, retryable] of ALL) {
    it(`knows ${code} with HTTP ${statusCode}: ${category}${retryable ? ', may pass' : ''}`, () => {
      const facts = factsOf(code, statusCode);

      assert.deepEqual([facts.category, facts.retryable], [category, retryable]);
      assert.notEqual(facts.hint['en-US'], '');
      assert.notEqual(facts.hint['zh-CN'], '');
    });
  }

  it('knows no code that the documents do not have', () => {
    const documented = new Set(ALL.map(([code]) => code));

    for (const key of Object.keys(ERROR_CODES)) assert.ok(documented.has(key.replace(/@\d+$/, '')), key);
  });

  it('judges a code by its number where its status is another than the documents say', () => {
    for (const [code, , category] of OCR) assert.equal(factsOf(code, 418).category, category, code);
    assert.equal(factsOf('APIG.0308', 403).category, 'quota');
  });

  for (const [statusCode, category, retryable] of [
    [200, 'service', false],
    [400, 'service', false],
    [401, 'auth', false],
    [403, 'auth', false],
    [404, 'service', false],
    [408, 'service', true],
    [413, 'service', false],
    [429, 'quota', true],
    [500, 'service', true],
    [502, 'service', true],
    [503, 'service', true],
    [504, 'service', true],
  ] as const) {
    it(`judges an unknown code by HTTP ${statusCode}: ${category}${retryable ? ', may pass' : ''}`, () => {
      for (const code of [
        'AIS.9999',
        'APIG.9999',
        'X',
        'constructor',
        'toString',
        '__proto__',
        'hasOwnProperty',
      ]) {
        const facts = factsOf(code, statusCode);

        assert.deepEqual(facts, factsOfStatus(statusCode), code);
        assert.deepEqual([facts.category, facts.retryable], [category, retryable]);
        assert.ok(facts.hint['en-US'] && facts.hint['zh-CN']);
      }
    });
  }
});

describe('the status of an unknown code', () => {
  for (const [statusCode, hint] of [
    [404, SERVICE_HINTS.address],
    [413, SERVICE_HINTS['too-big']],
    [400, SERVICE_HINTS['service-support']],
  ] as const) {
    it(`${statusCode} has a hint that fits`, () => {
      assert.equal(factsOfStatus(statusCode).hint, hint);
    });
  }
});

describe('the hints', () => {
  for (const [name, hint] of Object.entries({
    ...SERVICE_HINTS,
    ...HINTS,
    ...DOWNLOAD_HINTS,
    ...READER_HINTS,
  })) {
    it(`say "${name}" in both languages, as a sentence of each`, () => {
      assert.deepEqual(Object.keys(hint).toSorted(), ['en-US', 'zh-CN']);
      assert.match(hint['en-US'], /^[A-Z][\x20-\x7e“”…]+[.]$/);
      assert.match(hint['zh-CN'], /\p{Script=Han}.*[。]$/u);
    });
  }

  it('are each used by a code', () => {
    const used = new Set(
      [...Object.values(ERROR_CODES), factsOfStatus(403), factsOfStatus(429)].map(({ hint }) => hint),
    );

    for (const [name, hint] of Object.entries(SERVICE_HINTS)) assert.ok(used.has(hint), name);
  });
});
