import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlateError } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';
import { type Answer, platesFrom } from '#nodes/lib/huawei/answer';
import { SERVICE_HINTS } from '#nodes/lib/huawei/hints';
import { answer, DOCUMENTED } from './documented';

function failure(body: unknown, statusCode?: number): PlateError {
  try {
    platesFrom(answer(body, statusCode));
  } catch (error) {
    assert.ok(error instanceof PlateError, String(error));
    return error;
  }
  assert.fail('the answer was accepted');
}

describe('an answer that is not the documented JSON', () => {
  for (const text of [
    '',
    ' ',
    'null',
    '[]',
    '42',
    '"x"',
    '{',
    '<html></html>',
    '{"result":"京A12345"}',
    '{"result":1}',
    '{"result":true}',
  ]) {
    it(`is BAD_ANSWER: ${text}`, () => {
      const error = failure(text);

      assert.deepEqual(
        [error.code, error.category, error.statusCode, error.requestId],
        ['BAD_ANSWER', 'service', 200, 'r1'],
      );
      assert.equal(error.retryable, false);
      assert.ok(error.hint);
    });
  }

  for (const [statusCode, retryable] of [
    [301, false],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [407, false],
    [408, true],
    [413, false],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
  ] as const) {
    it(`is HTTP_${statusCode} with that status${retryable ? ', and may pass' : ''}`, () => {
      for (const text of [
        '',
        '<html>Bad Gateway</html>',
        '{}',
        'null',
        '{"error_code":5}',
        '{"error":{"code":401}}',
      ]) {
        const error = failure(text, statusCode);

        assert.deepEqual([error.code, error.category], [`HTTP_${statusCode}`, 'service']);
        assert.deepEqual([error.statusCode, error.requestId, error.retryable], [statusCode, 'r1', retryable]);
        assert.ok(error.hint);
      }
    });
  }
});

describe('a status without an error code', () => {
  for (const statusCode of [302, 400, 401, 403, 405]) {
    it(`${statusCode} does not blame account or service, which always send a code`, () => {
      assert.equal(failure('<html></html>', statusCode).hint, HINTS.BAD_ANSWER);
    });
  }

  for (const [statusCode, hint] of [
    [404, SERVICE_HINTS.address],
    [413, SERVICE_HINTS['too-big']],
    [429, SERVICE_HINTS.throttled],
    [502, SERVICE_HINTS.overloaded],
  ] as const) {
    it(`${statusCode} has a hint that fits`, () => {
      assert.equal(failure('<html></html>', statusCode).hint, hint);
    });
  }
});

describe('an answer with an error code', () => {
  it('keeps code and words of the service', () => {
    const error = failure(
      { error_code: 'AIS.0103', error_msg: 'The image size does not meet the requirements.' },
      400,
    );

    assert.deepEqual([error.code, error.category], ['AIS.0103', 'input']);
    assert.equal(error.message, 'The image size does not meet the requirements.');
    assert.deepEqual([error.statusCode, error.requestId, error.retryable], [400, 'r1', false]);
  });

  it('keeps the spelling of the gateway, and treats both alike', () => {
    const [apig, apigw] = ['APIG.0308', 'APIGW.0308'].map((error_code) =>
      failure({ error_code, error_msg: 'm' }, 429),
    );

    assert.deepEqual([apig?.code, apigw?.code], ['APIG.0308', 'APIGW.0308']);
    assert.deepEqual([apig?.category, apigw?.category], ['quota', 'quota']);
    assert.deepEqual(apig?.hint, apigw?.hint);
  });

  it('is an error with status 200, too', () => {
    assert.equal(failure({ error_code: 'AIS.0104', error_msg: 'm', result: [DOCUMENTED] }).code, 'AIS.0104');
  });

  it('has a message where the service gives none', () => {
    for (const error_msg of [undefined, null, '', 5, {}]) {
      assert.match(failure({ error_code: 'AIS.0101', error_msg }, 400).message, /AIS\.0101/);
    }
  });

  it('does not pass on the access key, which proved the call as a part of a header', () => {
    const accessKey = 'HPUAMJFKQ2T5XEXAMPLE';
    const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=host, Signature=5e`;
    const body = {
      error_code: 'APIGW.0301',
      error_msg: `Incorrect authentication: AK ${accessKey} is unknown`,
    };
    const refused = { ...answer(body, 401), proof: { authorization } };

    assert.throws(() => platesFrom(refused), { message: 'Incorrect authentication: AK … is unknown' });
  });

  for (const [name, words] of Object.entries({
    'the canonical request': 'verify aksk signature fail, canonicalRequest:POST|/v2/x/|x-auth-token:SECRET|',
    'a canonical request in two words':
      'verify aksk signature fail: canonical request POST x-auth-token:SECRET',
    'nothing but the canonical request': 'canonicalRequest:POST|SECRET',
  })) {
    it(`does not pass on what the message echoes: ${name}`, () => {
      const { message } = failure({ error_code: 'APIGW.0301', error_msg: words }, 401);

      assert.doesNotMatch(message, /SECRET|canonical/i);
      assert.notEqual(message, '');
    });
  }

  it('has a message of one line and bounded length', () => {
    const { message } = failure(
      { error_code: 'AIS.0101', error_msg: `a\r\nb\u0000\u001b[31m${'x'.repeat(5000)}` },
      400,
    );

    assert.ok(message.length <= 300);
    assert.doesNotMatch(message, /\p{Cc}/u);
  });

  it('has a message soon, whatever the service repeats in it', () => {
    for (const piece of [' ', '\r\n', 'canonical ', ', ', 'x'.repeat(39)]) {
      const started = performance.now();
      failure({ error_code: 'AIS.0101', error_msg: piece.repeat(100_000 / piece.length) }, 400);

      assert.ok(performance.now() - started < 1000, JSON.stringify(piece));
    }
  });

  it('has a code of bounded length and plain letters', () => {
    const { code } = failure({ error_code: `AIS.<b>\n${'9'.repeat(500)}`, error_msg: 'm' }, 400);

    assert.match(code, /^[\w.-]{1,64}$/);
  });

  it('is judged by the code that it reports', () => {
    const error = failure({ error_code: ' AIS.0103\n', error_msg: 'm' }, 400);

    assert.deepEqual([error.code, error.category], ['AIS.0103', 'input']);
  });

  it('that has no letter of a code counts as one without', () => {
    assert.equal(failure({ error_code: '错误', error_msg: 'm' }, 500).code, 'HTTP_500');
  });

  it('has the request id of the body where no header names it', () => {
    const text = JSON.stringify({ error_code: 'APIGW.0301', error_msg: 'm', request_id: 'from-body' });
    const unnamed: Answer = { statusCode: 401, requestId: undefined, text };

    assert.throws(() => platesFrom(unnamed), { requestId: 'from-body' });
    assert.equal(failure(text, 401).requestId, 'r1');
  });
});

describe('whatever answers', () => {
  it('gives plates or a PlateError with a known category', () => {
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ result: fc.anything(), error_code: fc.string() }).map((value) => {
        try {
          return JSON.stringify(value) ?? '';
        } catch {
          return '';
        }
      }),
    );

    fc.assert(
      fc.property(body, fc.integer({ min: 200, max: 599 }), (text, statusCode) => {
        try {
          return platesFrom({ statusCode, requestId: undefined, text }).every(
            ({ plate_number }) => plate_number !== '',
          );
        } catch (error) {
          return error instanceof PlateError && error.category !== undefined && error.code !== '';
        }
      }),
      { numRuns: 1000 },
    );
  });
});
