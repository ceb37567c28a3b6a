import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseChallenges } from '#nodes/lib/download/challenge';

describe('parseChallenges', () => {
  function parsed(...headers: string[]): [string, Record<string, string>][] {
    return parseChallenges(headers).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);
  }

  const cases: [behaviour: string, headers: string[], expected: [string, Record<string, string>][]][] = [
    ['reads one challenge', ['Basic realm="x"'], [['basic', { realm: 'x' }]]],
    [
      'reads several in one header, whose parameters share the commas',
      ['Digest realm="a, b", nonce="n", qop="auth,auth-int", Basic realm="c"'],
      [
        ['digest', { realm: 'a, b', nonce: 'n', qop: 'auth,auth-int' }],
        ['basic', { realm: 'c' }],
      ],
    ],
    [
      'reads several headers',
      ['Digest nonce=n', 'Basic realm=r'],
      [
        ['digest', { nonce: 'n' }],
        ['basic', { realm: 'r' }],
      ],
    ],
    ['takes escapes out of quotes', ['Digest realm="a\\"b\\\\c"'], [['digest', { realm: 'a"b\\c' }]]],
    [
      'takes the words of a scheme in a quoted string for text',
      ['Digest realm="Basic realm=x"'],
      [['digest', { realm: 'Basic realm=x' }]],
    ],
    [
      'knows a blob from parameters',
      ['Negotiate, NTLM TlRMTVNTUAAB==, Basic realm="x"'],
      [
        ['negotiate', {}],
        ['ntlm', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'forgives missing commas, spaces around =, empty list elements and other cases',
      [',, DIGEST Realm = "x" NONCE= n  , , stale =FALSE'],
      [['digest', { realm: 'x', nonce: 'n', stale: 'FALSE' }]],
    ],
    ['forgives a missing closing quote', ['Digest nonce="n, x'], [['digest', { nonce: 'n, x' }]]],
    ['keeps the first of two equal names', ['Digest nonce=a, nonce=b'], [['digest', { nonce: 'a' }]]],
    ['reads empty quotes', ['Digest realm="", nonce=""'], [['digest', { realm: '', nonce: '' }]]],
    ['keeps = in bare values', ['Digest nonce=abc==, realm=x'], [['digest', { nonce: 'abc==', realm: 'x' }]]],
    ['drops parameters of no scheme', ['realm="x", Basic realm="y"'], [['basic', { realm: 'y' }]]],
  ];
  for (const [behaviour, headers, expected] of cases) {
    it(behaviour, () => {
      assert.deepEqual(parsed(...headers), expected);
    });
  }

  it('gives nothing for a missing header', () => {
    assert.deepEqual(parseChallenges(undefined), []);
  });

  it('never throws and never stalls, whatever the header', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      ',',
      ' ',
      '=',
      'Digest',
      'realm',
      'a',
      '\t',
      '/',
      '==',
      'é',
      '\0',
    );
    const hostile = fc.array(pieces, { maxLength: 400 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ maxLength: 400 })), (header) => {
        for (const { scheme } of parseChallenges(header)) assert.equal(scheme, scheme.toLowerCase());
      }),
    );
  });

  it('reads 64 KB of the worst in milliseconds', () => {
    for (const piece of ['a ', '" ', '\\', '=', 'a= ', ' \t', 'a  b', '"\\']) {
      const started = performance.now();

      parseChallenges(piece.repeat(65536 / piece.length));

      assert.ok(performance.now() - started < 1000, piece);
    }
  });

  it('reads back whatever is written by the grammar', () => {
    const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const text = fc.string({ maxLength: 12 }).map((value) => value.replace(/[^\x20-\x7e]/g, ''));
    const params = fc.dictionary(token, text, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
    const challenges = fc.array(fc.tuple(token, params), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(challenges, (written) => {
        const header = written
          .map(([scheme, values]) => {
            const list = Object.entries(values).map(([k, v]) => `${k}="${v.replace(/["\\]/g, '\\$&')}"`);
            return `${scheme} ${list.join(', ')}`;
          })
          .join(', ');

        assert.deepEqual(parsed(header), written);
      }),
    );
  });
});
