import assert from 'node:assert/strict';
import { proxyFromEnvironment } from '#nodes/lib/download/proxy-environment';

describe('proxyFromEnvironment', () => {
  const P = 'http://proxy:3128';
  const cases: [env: Record<string, string>, url: string, proxy: string | undefined][] = [
    [{}, 'http://cam/', undefined],
    [{ http_proxy: P }, 'http://cam/', P],
    [{ http_proxy: P }, 'https://cam/', undefined],
    [{ HTTPS_PROXY: P }, 'https://cam/', P],
    [{ http_proxy: P, HTTP_PROXY: 'http://other' }, 'http://cam/', P],
    [{ all_proxy: P }, 'https://cam/', P],
    [{ npm_config_http_proxy: P, http_proxy: 'http://other' }, 'http://cam/', P],
    [{ npm_config_proxy: P, all_proxy: 'http://other' }, 'http://cam/', P],
    [{ http_proxy: 'proxy:3128' }, 'http://cam/', P],
    [{ http_proxy: '' }, 'http://cam/', undefined],
    [{ http_proxy: P, no_proxy: '*' }, 'http://cam/', undefined],
    [{ http_proxy: P, no_proxy: 'cam' }, 'http://cam/', undefined],
    [{ http_proxy: P, no_proxy: 'cam' }, 'http://a.cam/', P],
    [{ http_proxy: P, NO_PROXY: 'x, .Cam' }, 'http://a.cam/', undefined],
    [{ http_proxy: P, no_proxy: '*.cam' }, 'http://a.cam/', undefined],
    [{ http_proxy: P, no_proxy: '.cam' }, 'http://cam/', P],
    [{ http_proxy: P, no_proxy: 'cam:80' }, 'http://cam/', undefined],
    [{ http_proxy: P, no_proxy: 'cam:8080 other' }, 'http://cam/', P],
    [{ http_proxy: P, no_proxy: '[::1]' }, 'http://[::1]:99/', undefined],
  ];
  for (const [env, url, proxy] of cases) {
    it(`gives ${proxy ?? 'none'} for ${url} with ${JSON.stringify(env)}`, () => {
      assert.equal(proxyFromEnvironment(env)(new URL(url)), proxy);
    });
  }

  it('heeds the options of the settings file', () => {
    const url = new URL('http://cam/');
    const env = { http_proxy: 'http://lower', HTTP_PROXY: 'http://upper', npm_config_http_proxy: P };

    assert.equal(proxyFromEnvironment(env, { excludeNpm: true })(url), 'http://lower');
    assert.equal(proxyFromEnvironment(env, { excludeNpm: true, favourUpperCase: true })(url), 'http://upper');
    assert.equal(proxyFromEnvironment({ HTTP_PROXY: P }, { lowerCaseOnly: true })(url), undefined);
  });
});
