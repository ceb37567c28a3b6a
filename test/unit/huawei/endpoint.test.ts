import assert from 'node:assert/strict';
import { parseEndpoint } from '#nodes/lib/huawei/endpoint';

describe('an endpoint', () => {
  for (const [text, origin] of [
    ['ocr.cn-north-4.myhuaweicloud.com', 'https://ocr.cn-north-4.myhuaweicloud.com'],
    ['https://ocr.cn-north-4.myhuaweicloud.com', 'https://ocr.cn-north-4.myhuaweicloud.com'],
    ['https://ocr.cn-north-4.myhuaweicloud.com/', 'https://ocr.cn-north-4.myhuaweicloud.com'],
    ['HTTPS://OCR.example.com', 'https://ocr.example.com'],
    ['ocr.example.com:8443', 'https://ocr.example.com:8443'],
    ['ocr.example.com:443', 'https://ocr.example.com'],
    ['https://10.0.0.5:8443', 'https://10.0.0.5:8443'],
    ['localhost:8443', 'https://localhost:8443'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://127.1.2.3:9', 'http://127.1.2.3:9'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
    ['http://2130706433:8080', 'http://127.0.0.1:8080'],
    ['https://例子.测试', 'https://xn--fsqu00a.xn--0zwm56d'],
  ] as const) {
    it(`may be ${text}`, () => {
      assert.equal(parseEndpoint(text, 'endpoint'), origin);
    });
  }

  for (const text of [
    'http://ocr.cn-north-4.myhuaweicloud.com',
    'http://10.0.0.5',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://0.0.0.0',
    'http://169.254.169.254',
    'https://user@ocr.example.com',
    'https://user:pass@ocr.example.com',
    'user:pass@ocr.example.com',
    'http://user:pass@127.0.0.1',
    'https://ocr.example.com/v2',
    'ocr.example.com/v2/x',
    'https://ocr.example.com//',
    'https://ocr.example.com/?region=x',
    'https://ocr.example.com/#x',
    'ftp://ocr.example.com',
    'ws://127.0.0.1',
    'file:///etc/passwd',
    'javascript://127.0.0.1/',
    'https://',
    'https:///',
    ':8080',
    'ocr.example.com:99999',
    'a host',
    'https:ocr.example.com',
    // Node-RED leaves a variable as it is where it does not know it.
    ['$', '{ENDPOINT}/v2'].join(''),
  ]) {
    it(`may not be ${text}`, () => {
      assert.throws(() => parseEndpoint(text, 'iamEndpoint'), {
        code: 'BAD_CONFIG',
        category: 'config',
        message: /the field "iamEndpoint"/,
      });
    });
  }

  for (const text of [
    'ftp://ocr.example.com',
    'foo://ocr.example.com',
    'javascript://127.0.0.1/',
    'file:///etc',
  ]) {
    it(`says of ${text} with what it must begin`, () => {
      assert.throws(() => parseEndpoint(text, 'endpoint'), { message: /must begin with https:\/\/\.$/ });
    });
  }

  it('does not show the password that it refuses', () => {
    assert.throws(
      () => parseEndpoint('https://user:hunter2@ocr.example.com', 'endpoint'),
      ({ message }: Error) => !message.includes('hunter2'),
    );
  });
});
