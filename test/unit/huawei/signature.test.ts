import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner';
import fc from 'fast-check';
import { authorization, canonicalRequest, type Signable, signatureDate } from '#nodes/lib/huawei/signature';
import { type SignatureVector, signatureVectors } from '../../contract/vectors';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function signable({ method, target, headers, signedHeaders, body }: SignatureVector): Signable {
  const url = new URL(target, 'https://example.com');
  const names = signedHeaders.split(';');
  return {
    method,
    path: url.pathname,
    query: [...url.searchParams],
    headers: Object.fromEntries(names.map((name) => [name, headers[name] ?? ''])),
    bodyHash: sha256(body),
  };
}

describe('the signature', () => {
  for (const vector of signatureVectors) {
    it(`is the known one of ${vector.name} (${vector.source})`, () => {
      const request = signable(vector);

      const header = authorization(request, vector.ak, vector.sk);

      if (vector.canonicalSha256) assert.equal(sha256(canonicalRequest(request)), vector.canonicalSha256);
      const expected = `Access=${vector.ak}, SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`;
      assert.equal(header, `SDK-HMAC-SHA256 ${expected}`);
    });
  }

  it('does not depend on blanks around the value of a header, which may get lost on the way', () => {
    const request = { method: 'GET', path: '/', bodyHash: sha256('') };

    assert.equal(
      canonicalRequest({ ...request, headers: { 'x-sdk-date': 'd', 'enterprise-project-id': ' 0 ' } }),
      canonicalRequest({ ...request, headers: { 'x-sdk-date': 'd', 'enterprise-project-id': '0' } }),
    );
  });

  it('is the one that the maker of the service computes, for 1,000 requests of all kinds', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'abzAZ09-_.~ !*()\'"%&=+/?#车牌é'.split('')),
      maxLength: 12,
    });
    // Theirs takes the path before it is percent-encoded, through a parser that encodes more than these.
    const segment = fc.string({
      unit: fc.constantFrom(...'abzAZ09-_.~!()*$&+,=:@车牌'.split('')),
      minLength: 1,
      maxLength: 9,
    });
    const name = fc.stringMatching(/^x-[a-z]{1,8}$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
    const requests = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      segments: fc.array(segment, { maxLength: 5 }),
      query: fc.dictionary(
        word.filter((text) => text !== ''),
        word,
        { maxKeys: 4, noNullPrototype: true },
      ),
      headers: fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }),
      data: fc.option(
        fc.dictionary(word, fc.string({ unit: 'grapheme', maxLength: 8 }), {
          minKeys: 1,
          noNullPrototype: true,
        }),
      ),
      time: fc.integer({ min: 0, max: 4e9 }),
      secret: fc.stringMatching(/^[A-Za-z0-9]{1,40}$/),
    });

    fc.assert(
      fc.property(requests, ({ method, segments, query, headers, data, time, secret }) => {
        const host = 'ocr.cn-north-4.myhuaweicloud.com';
        const date = signatureDate(new Date(time * 1000));
        const theirs: object = AKSKSigner.sign(
          {
            method,
            endpoint: `https://${host}/${segments.join('/')}`,
            queryParams: query,
            headers: { ...headers, 'X-Sdk-Date': date },
            ...(data && { data }),
          } as never,
          { getAk: () => 'AK', getSk: () => secret } as never,
        );
        const ours = authorization(
          {
            method,
            path: `/${segments.map(encodeURIComponent).join('/')}`,
            query: Object.entries(query),
            headers: { ...headers, host, 'x-sdk-date': date },
            bodyHash: sha256(data ? JSON.stringify(data) : ''),
          },
          'AK',
          secret,
        );

        assert.equal(ours, Reflect.get(theirs, 'Authorization'));
      }),
      { numRuns: 1000 },
    );
  });

  it('changes with each thing that it covers', () => {
    const request: Signable = {
      method: 'POST',
      path: '/v2/p1/ocr/license-plate',
      headers: { host: 'example.com', 'x-sdk-date': '20260101T000000Z' },
      bodyHash: sha256('body'),
    };
    const signatures = [
      authorization(request, 'AK', 'SK'),
      authorization({ ...request, method: 'PUT' }, 'AK', 'SK'),
      authorization({ ...request, path: '/v2/p2/ocr/license-plate' }, 'AK', 'SK'),
      authorization({ ...request, query: [['a', 'b']] }, 'AK', 'SK'),
      authorization({ ...request, headers: { ...request.headers, host: 'example.org' } }, 'AK', 'SK'),
      authorization({ ...request, bodyHash: sha256('other') }, 'AK', 'SK'),
      authorization(request, 'AK', 'SK2'),
    ];

    assert.equal(new Set(signatures).size, signatures.length);
  });
});
