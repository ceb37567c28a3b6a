import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { PlateError } from '#nodes/lib/errors';
import { type ProxyRules, parseProxy, proxyUrlFor } from '#nodes/lib/proxy';

const requireFromRed = createRequire(require.resolve(process.env.NODE_RED ?? 'node-red'));
const core = requireFromRed('@node-red/nodes/core/network/lib/proxyHelper') as {
  getProxyForUrl: (url: string, options: object) => string;
};

describe('the proxy for an origin', () => {
  it('is the one that the http request node would take', () => {
    const hosts = ['ocr.cn-north-4.myhuaweicloud.com', 'example.com', '127.0.0.1', '[::1]'];
    const proxy = fc.constantFrom(undefined, '', 'http://proxy:3128', 'proxy.lan:8080', 'https://u:p@proxy');
    const exempt = fc.constantFrom(
      undefined,
      '*',
      'example.com',
      '.myhuaweicloud.com,127.0.0.1',
      '*.cn-north-4.myhuaweicloud.com 127.0.0.1:8443',
      'example.com:443,127.0.0.1:80,[::1]',
      'EXAMPLE.COM',
      'm',
    );
    const env = fc.record({
      http_proxy: proxy,
      HTTP_PROXY: proxy,
      https_proxy: proxy,
      HTTPS_PROXY: proxy,
      all_proxy: proxy,
      npm_config_https_proxy: proxy,
      npm_config_proxy: proxy,
      no_proxy: exempt,
      NO_PROXY: exempt,
      npm_config_no_proxy: exempt,
    });
    const rules = fc.record(
      {
        mode: fc.constantFrom('strict' as const, 'legacy' as const),
        lowerCaseOnly: fc.boolean(),
        favourUpperCase: fc.boolean(),
        excludeNpm: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const origin = fc
      .tuple(fc.constantFrom('http', 'https'), fc.constantFrom(...hosts), fc.constantFrom('', ':8443'))
      .map((parts) => `${parts[0]}://${parts[1]}${parts[2]}`);

    fc.assert(
      fc.property(origin, env, rules, (url, variables, options: ProxyRules) => {
        const all = { ...options, env: variables };
        assert.equal(proxyUrlFor(url, all), core.getProxyForUrl(url, all));
      }),
      { numRuns: 2000 },
    );
  });

  it('is of the process where no other variables are given', () => {
    const before = process.env.https_proxy;
    process.env.https_proxy = 'http://proxy.example:1';
    try {
      assert.equal(proxyUrlFor('https://example.com', { excludeNpm: true }), 'http://proxy.example:1');
    } finally {
      if (before === undefined) delete process.env.https_proxy;
      else process.env.https_proxy = before;
    }
  });
});

describe('the address of a proxy', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  for (const [address, username, password, url, authorization] of [
    ['http://proxy:3128', '', '', 'http://proxy:3128', undefined],
    ['proxy:3128', '', '', 'http://proxy:3128', undefined],
    ['https://proxy', '', '', 'https://proxy', undefined],
    ['http://me:p%40ss@proxy:3128/', '', '', 'http://proxy:3128', basic('me:p@ss')],
    ['http://proxy:3128', 'me', 'p@ss:1', 'http://proxy:3128', basic('me:p@ss:1')],
    ['http://old:old@proxy:3128', 'me', '', 'http://proxy:3128', basic('me:')],
  ] as const) {
    it(`is read of ${address}${username && ' and credentials'}`, () => {
      const expected = authorization === undefined ? { url } : { url, authorization };

      assert.deepEqual(parseProxy(address, { username, password }), expected);
    });
  }

  for (const address of [
    'socks5://me:secret@proxy:1080',
    'http://me:secret@',
    '://',
    'http://me:%zz@secret',
  ]) {
    it(`is BAD_CONFIG for ${address.replace('secret', '…')}, without its password`, () => {
      assert.throws(
        () => parseProxy(address),
        (error: unknown) => {
          assert.ok(error instanceof PlateError);
          assert.equal(error.code, 'BAD_CONFIG');
          assert.match(error.message, /"proxy"/);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      );
    });
  }
});
