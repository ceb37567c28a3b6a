import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { checkTls, type TlsOptions } from '#nodes/lib/huawei/tls';
import { selfSigned } from '../../emulator';

const local = selfSigned(['127.0.0.1']);
const named = selfSigned(['ocr.example.com']);

describe('TLS settings', () => {
  const remote = ['https://ocr.cn-north-4.myhuaweicloud.com'];
  const here = ['https://127.0.0.1:8443', 'https://localhost'];
  const KEY = 'not a key';

  const cases: [name: string, tls: TlsOptions, origins: string[], rule: RegExp | undefined][] = [
    ['nothing', {}, remote, undefined],
    ['an authority', { ca: local.cert }, remote, undefined],
    ['a certificate of our own', { cert: local.cert, key: local.key }, remote, undefined],
    ['verification', { rejectUnauthorized: true }, remote, undefined],
    ['no verification, for this machine', { rejectUnauthorized: false }, here, undefined],
    ['no verification', { rejectUnauthorized: false }, remote, /verify/],
    ['no verification for one of two', { rejectUnauthorized: false }, [...here, ...remote], /verify/],
    ['a key that is none', { cert: local.cert, key: KEY }, remote, /cannot be used/],
    ['the key of another certificate', { cert: local.cert, key: named.key }, remote, /cannot be used/],
  ];
  for (const [name, tls, origins, rule] of cases) {
    it(`are ${rule ? 'BAD_CONFIG' : 'taken'} with ${name}`, () => {
      if (!rule) return checkTls(tls, origins);
      assert.throws(
        () => checkTls(tls, origins),
        (error: unknown) => {
          assert.ok(error instanceof PlateError);
          assert.equal(error.code, 'BAD_CONFIG');
          assert.match(error.message, /"tls"/);
          assert.match(error.message, rule);
          assert.ok(!error.message.includes(KEY));
          return true;
        },
      );
    });
  }
});
