import assert from 'node:assert/strict';
import type { Challenge } from '#nodes/lib/download/challenge';
import { parseChallenges } from '#nodes/lib/download/challenge';
import { type DigestInput, DigestLogin, digestResponse, rankOf } from '#nodes/lib/download/digest';
import { chooseLogin } from '#nodes/lib/download/login';

/** RFC 7616, section 3.9.1. */
const RFC_7616 = {
  user: 'Mufasa',
  password: 'Circle of Life',
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  method: 'GET',
  uri: '/dir/index.html',
  nc: '00000001',
};

/** RFC 2617, section 3.5. */
const RFC_2617 = {
  user: 'Mufasa',
  password: 'Circle Of Life',
  realm: 'testrealm@host.com',
  nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
  cnonce: '0a4f113b',
  method: 'GET',
  uri: '/dir/index.html',
  nc: '00000001',
};

const { nc: _, ...WITHOUT_COUNT } = RFC_2617;

const PUBLISHED: [source: string, input: DigestInput, response: string][] = [
  ['RFC 7616, MD5', { ...RFC_7616, algorithm: 'MD5' }, '8ca523f5e9506fed4657c9700eebdbec'],
  [
    'RFC 7616, SHA-256',
    { ...RFC_7616, algorithm: 'SHA-256' },
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  ],
  ['RFC 2617', { ...RFC_2617, algorithm: 'md5' }, '6629fae49393a05397450978507c4ef1'],
  [
    'RFC 2069 as corrected by erratum 749',
    { ...WITHOUT_COUNT, password: 'CircleOfLife', algorithm: 'MD5' },
    '1949323746fe6a43ef61f9606e7febea',
  ],
];

describe('digest', () => {
  for (const [source, input, response] of PUBLISHED) {
    it(`gives the published response of ${source}`, () => {
      assert.equal(digestResponse(input), response);
    });
  }

  function challenge(header: string): Challenge {
    const [first] = parseChallenges(header);
    assert.ok(first);
    return first;
  }

  it('counts the requests of one nonce, with one cnonce', () => {
    const login = new DigestLogin(challenge('Digest realm="r", nonce="n", qop="auth"'), {
      user: 'u',
      password: 'p',
    });

    const [first, second] = [login.header('GET', '/'), login.header('GET', '/')];

    assert.match(first, /nc=00000001/);
    assert.match(second, /nc=00000002/);
    assert.equal(/cnonce="[^"]+"/.exec(first)?.[0], /cnonce="[^"]+"/.exec(second)?.[0]);
  });

  it('escapes what it quotes, and encodes a user beyond ASCII', () => {
    const login = new DigestLogin(challenge('Digest realm="a\\"b", nonce="n"'), {
      user: '管"理(1)',
      password: '',
    });

    const header = login.header('GET', '/x');

    assert.match(
      header,
      /^Digest username\*=UTF-8''%E7%AE%A1%22%E7%90%86%281%29, realm="a\\"b", nonce="n", /,
    );
    assert.doesNotMatch(header, /nc=|cnonce=|qop=/);
  });

  it('hashes a realm by the octets it came in', () => {
    const header = 'Digest realm="caf\u00e9", nonce="n"';
    const input = {
      user: 'u',
      password: 'p',
      realm: 'caf\u00e9',
      nonce: 'n',
      cnonce: '',
      method: 'GET',
      uri: '/',
    };

    const sent = new DigestLogin(challenge(header), { user: 'u', password: 'p' }).header('GET', '/');

    assert.ok(sent.includes('realm="caf\u00e9"'));
    assert.ok(sent.includes(`response="${digestResponse({ ...input, algorithm: 'MD5' })}"`));
  });

  for (const header of [
    'Digest realm="r"',
    'Digest nonce="n"',
    'Digest realm="r", nonce="n", qop="auth-int"',
    'Digest realm="r", nonce="n", algorithm=SHA-512',
    'Basic realm="r", nonce="n"',
  ]) {
    it(`does not answer ${header}`, () => {
      assert.equal(rankOf(challenge(header)), undefined);
    });
  }

  it('prefers SHA-256 to MD5, and digest to basic, in whatever order they come', () => {
    const header =
      'Basic realm="r", Digest realm="r", nonce="m", Digest realm="r", nonce="s", algorithm=SHA-256';
    const credentials = { user: 'u', password: 'p' };

    assert.match(chooseLogin(parseChallenges(header), credentials)?.header('GET', '/') ?? '', /nonce="s"/);
    assert.match(
      chooseLogin(
        parseChallenges('Digest realm="r", nonce="m", qop="auth-int", Basic realm="r"'),
        credentials,
      )?.header('GET', '/') ?? '',
      /^Basic dTpw$/,
    );
    assert.equal(chooseLogin(parseChallenges('Bearer, NTLM'), credentials), undefined);
  });
});
