import assert from 'node:assert/strict';
import { type Category, type Details, PlateError } from '#nodes/lib/errors';
import { parseRetryAfter, retryWait } from '#nodes/lib/huawei/retry';

const most = () => 0.999_999;
const least = () => 0;

function failure(category: Category, details: Details): PlateError {
  return new PlateError('X', category, 'm', details);
}

describe('a failed call', () => {
  for (const [name, error] of [
    ['that never arrived', failure('network', { retryable: true })],
    ['with HTTP 408', failure('service', { retryable: true, statusCode: 408 })],
    ['with HTTP 502', failure('service', { retryable: true, statusCode: 502 })],
  ] as const) {
    it(`${name} is repeated twice, after up to 1 and 2 s`, () => {
      const waits = [1, 2, 3].map((tries) => retryWait({ error, tries }, most));

      assert.deepEqual(
        waits.map((wait) => wait && Math.ceil(wait)),
        [1000, 2000, undefined],
      );
      assert.equal(retryWait({ error, tries: 1 }, least), 0);
    });
  }

  it('that was throttled is repeated after 2 s at the earliest', () => {
    const error = failure('quota', { retryable: true, statusCode: 429 });

    assert.equal(retryWait({ error, tries: 1 }, least), 2000);
    assert.equal(Math.ceil(retryWait({ error, tries: 1 }, most) ?? 0), 3000);
    assert.equal(Math.ceil(retryWait({ error, tries: 2 }, most) ?? 0), 4000);
  });

  it('is repeated no sooner than the service asks for', () => {
    const throttled = failure('quota', { retryable: true, statusCode: 429 });
    const busy = failure('service', { retryable: true, statusCode: 503 });

    assert.equal(retryWait({ error: throttled, tries: 1, retryAfter: 30_000 }, most), 30_000);
    assert.equal(retryWait({ error: throttled, tries: 1, retryAfter: 0 }, least), 2000);
    assert.equal(retryWait({ error: busy, tries: 1, retryAfter: 7000 }, least), 7000);
  });

  it('because of its URL is repeated once', () => {
    const error = failure('input', { retryable: true, statusCode: 400 });

    assert.notEqual(retryWait({ error, tries: 1 }, least), undefined);
    assert.equal(retryWait({ error, tries: 2 }, least), undefined);
  });

  for (const [name, error] of [
    ['with a code that will not pass', failure('auth', { statusCode: 401 })],
    ['whose 200 broke off, as it is billed', failure('network', { retryable: true, statusCode: 200 })],
    ['with a 2xx of another kind', failure('service', { retryable: true, statusCode: 204 })],
  ] as const) {
    it(`${name} is not repeated`, () => {
      assert.equal(retryWait({ error, tries: 1 }, least), undefined);
    });
  }
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);

  for (const [header, wait] of [
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['Sun, 22 Nov 2026 12:00:09 GMT', 9000],
    ['Sunday, 22-Nov-26 12:00:09 GMT', 9000],
    ['Sun, 22 Nov 2026 11:59:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['7, 9', undefined],
    ['99999999999999999999', undefined],
    ['2026-11-22', undefined],
    ['Foo, nonsense', undefined],
  ] as const) {
    it(`${header === undefined ? 'missing' : `"${header}"`} means ${wait === undefined ? 'nothing' : `${wait} ms`}`, () => {
      assert.equal(parseRetryAfter(header, now), wait);
    });
  }
});
