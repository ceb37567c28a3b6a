import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { PlateError } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';
import { asCaught, asMessageError, isOurs, visitsBefore } from '#nodes/lib/message-error';

const SOURCE = { id: 'a1', type: 'license-plate', name: 'gate', count: 1 };

function refused(): PlateError {
  const cause = new Error('inner');
  const details = { retryable: true, statusCode: 429, requestId: 'r1', attempts: 2, hint: HINTS.BUSY, cause };
  return new PlateError('APIG.0308', 'quota', 'Too many calls.', details);
}

describe('the error on output 2', () => {
  it('says everything that is known', () => {
    assert.deepEqual(asMessageError(refused(), 'en-US', SOURCE), {
      message: 'Too many calls.',
      code: 'APIG.0308',
      category: 'quota',
      retryable: true,
      hint: HINTS.BUSY['en-US'],
      statusCode: 429,
      requestId: 'r1',
      attempts: 2,
      source: SOURCE,
    });
  });

  it('speaks the language of the runtime', () => {
    assert.equal(asMessageError(refused(), 'zh-CN', SOURCE).hint, HINTS.BUSY['zh-CN']);
  });

  it('has no status and no request id where no call was answered', () => {
    const error = asMessageError(new PlateError('NO_PLATE', 'no-plate', 'None.'), 'en-US', SOURCE);

    assert.deepEqual(Object.keys(error).toSorted(), [
      'attempts',
      'category',
      'code',
      'hint',
      'message',
      'retryable',
      'source',
    ]);
    assert.deepEqual([error.attempts, error.retryable, error.hint], [0, false, HINTS.NO_PLATE['en-US']]);
  });

  it('survives being cloned and saved as JSON', () => {
    const error = asMessageError(refused(), 'en-US', SOURCE);

    assert.deepEqual(structuredClone(error), error);
    assert.deepEqual(JSON.parse(JSON.stringify(error)), error);
  });

  it('has an empty hint where a code is without one, and no hint from a name that every object has', () => {
    for (const code of ['X.1', 'constructor', 'toString', '__proto__']) {
      assert.equal(asMessageError(new PlateError(code, 'service', 'm'), 'en-US', SOURCE).hint, '', code);
    }
  });
});

describe('the error for Catch nodes', () => {
  it('is an Error whose code and cause are its own, as Node-RED copies nothing else', () => {
    const caught = asCaught(refused(), 'en-US');

    assert.ok(caught instanceof Error);
    assert.ok(Object.hasOwn(caught, 'code'));
    assert.ok(Object.hasOwn(caught, 'cause'));
    assert.equal((caught as Error & { code: string }).code, 'APIG.0308');
    assert.deepEqual(caught.cause, {
      category: 'quota',
      retryable: true,
      hint: HINTS.BUSY['en-US'],
      statusCode: 429,
      requestId: 'r1',
      attempts: 2,
    });
  });

  it('reads as one line that begins with its name', () => {
    const caught = asCaught(refused(), 'en-US');

    assert.equal(caught.toString(), 'PlateError: Too many calls.');
    assert.equal(caught.stack, caught.toString());
  });

  it('together with its message, code and source says the same as output 2', () => {
    const { message, code, source, ...facts } = asMessageError(refused(), 'zh-CN', SOURCE);
    const caught = asCaught(refused(), 'zh-CN');

    assert.deepEqual(caught.cause, facts);
    assert.deepEqual([caught.message, (caught as Error & { code: string }).code], [message, code]);
    assert.equal(source, SOURCE);
  });
});

describe('an error that a message already carries', () => {
  const ours = asMessageError(refused(), 'en-US', { ...SOURCE, count: 3 });

  it('is ours where a license-plate node is its source', () => {
    assert.equal(isOurs(ours), true);
    assert.equal(isOurs({ message: 'm', source: { id: 'x', type: 'license-plate', count: 1 } }), true);
  });

  for (const error of [
    undefined,
    null,
    'license-plate',
    42,
    [],
    {},
    { source: null },
    { source: 'license-plate' },
    { source: { type: 'http request' } },
    { source: { type: 'license-plate-gate' } },
    new Error('m'),
  ]) {
    it(`is somebody else's: ${JSON.stringify(error)}`, () => {
      assert.equal(isOurs(error), false);
      assert.equal(visitsBefore(error, 'a1'), 0);
    });
  }

  it('tells how often the message came back to this very node', () => {
    assert.equal(visitsBefore(ours, 'a1'), 3);
    assert.equal(visitsBefore(ours, 'a2'), 0);
  });

  for (const count of [undefined, null, '3', Number.NaN, Number.POSITIVE_INFINITY, {}]) {
    it(`does not count with ${inspect(count)}`, () => {
      assert.equal(visitsBefore({ source: { ...SOURCE, count } }, 'a1'), 0);
    });
  }
});
