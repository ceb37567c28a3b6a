import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { parseServiceSettings } from '#nodes/lib/service-settings';

const SAVED = { id: 'a1', type: 'license-plate-service', name: '', engine: 'huawei', projectId: 'p1' };
const CREDENTIALS = { token: 'MIIabc' };
const PASSWORD = { account: 'gatecam', username: 'camera', password: ' let me in ' };
const KEY = { accessKey: 'AKIDEXAMPLE', secretKey: 'SKEXAMPLE' };
const REST = {
  alphabet: 'chinese',
  fallback: false,
  callsPerMinute: 0,
  callsPerDay: 0,
  tls: '',
  proxy: '',
};

function refusal(
  saved: Record<string, unknown>,
  credentials: Record<string, unknown> = CREDENTIALS,
): PlateError {
  try {
    parseServiceSettings(saved, credentials);
  } catch (error) {
    assert.ok(error instanceof PlateError, String(error));
    assert.equal(error.category, 'config');
    assert.ok(error.hint);
    return error;
  }
  assert.fail('the settings were accepted');
}

describe('the settings of a service', () => {
  it('need a project and a token; everything else has its default', () => {
    assert.deepEqual(parseServiceSettings({ projectId: 'p1' }, CREDENTIALS), {
      engine: 'huawei',
      origin: 'https://ocr.cn-north-4.myhuaweicloud.com',
      login: { auth: 'token', projectId: 'p1', token: 'MIIabc' },
      enterpriseProjectId: '',
      concurrency: 4,
      ...REST,
    });
  });

  it('are taken as they were saved, numbers as text', () => {
    const saved = {
      ...SAVED,
      region: 'cn-east-3',
      projectId: ' p 1 ',
      enterpriseProjectId: 'ep-1',
      concurrency: '8',
      auth: 'token',
      fallback: false,
      callsPerMinute: '0',
      callsPerDay: '',
      alphabet: 'chinese',
    };

    assert.deepEqual(parseServiceSettings(saved, { token: ' MIIabc\n' }), {
      engine: 'huawei',
      origin: 'https://ocr.cn-east-3.myhuaweicloud.com',
      login: { auth: 'token', projectId: 'p 1', token: 'MIIabc' },
      enterpriseProjectId: 'ep-1',
      concurrency: 8,
      ...REST,
    });
  });

  it('name an endpoint that goes before the region', () => {
    const saved = { ...SAVED, region: 'cn-east-3', endpoint: 'http://127.0.0.1:8080' };
    const settings = parseServiceSettings(saved, CREDENTIALS);

    assert.ok(settings.engine === 'huawei');
    assert.equal(settings.origin, 'http://127.0.0.1:8080');
  });

  it('of an embedded reader need nothing', () => {
    const settings = { engine: 'edge', alphabet: 'chinese', concurrency: 1 };

    assert.deepEqual(parseServiceSettings({ engine: 'edge' }, {}), settings);
    assert.deepEqual(parseServiceSettings({ engine: 'edge', projectId: '', concurrency: '3' }, {}), {
      ...settings,
      concurrency: 3,
    });
  });

  for (const [name, saved, credentials, field] of [
    ['the project is missing', { engine: 'huawei' }, CREDENTIALS, 'projectId'],
    ['the project is blank', { ...SAVED, projectId: ' ' }, CREDENTIALS, 'projectId'],
    ['the token is missing', SAVED, {}, 'token'],
    ['the token is empty', SAVED, { token: '' }, 'token'],
    ['the token is blank', SAVED, { token: ' \n' }, 'token'],
  ] as const) {
    it(`are NOT_CONFIGURED where ${name}`, () => {
      const error = refusal(saved, credentials);

      assert.equal(error.code, 'NOT_CONFIGURED');
      assert.match(error.message, new RegExp(`"${field}"`));
    });
  }

  for (const [field, value] of [
    ['engine', 'google'],
    ['region', 'cn_north_4'],
    ['region', 'CN-NORTH-4'],
    ['region', 'example.com/'],
    ['region', 'a.b'],
    ['endpoint', 'http://ocr.example.com'],
    ['endpoint', 'https://ocr.example.com/v2'],
    ['endpoint', 'https://user:pass@ocr.example.com'],
    ['endpoint', 'not a host'],
    ['projectId', {}],
    ['enterpriseProjectId', 'a b'],
    ['enterpriseProjectId', 'a\r\nx-evil: 1'],
    ['enterpriseProjectId', '企业'],
    ['concurrency', '0'],
    ['concurrency', '65'],
    ['concurrency', '1.5'],
    ['concurrency', 'many'],
    ['concurrency', Number.NaN],
  ] as const) {
    it(`are BAD_CONFIG with ${field} = ${JSON.stringify(value)}`, () => {
      const error = refusal({ ...SAVED, [field]: value });

      assert.equal(error.code, 'BAD_CONFIG');
      assert.match(error.message, new RegExp(`"${field}"`));
    });
  }

  for (const [field, value] of [
    ['auth', 'none'],
    ['iamEndpoint', 'http://iam.example.com'],
    ['alphabet', 'latin'],
    ['fallback', 'maybe'],
    ['callsPerMinute', -1],
    ['callsPerMinute', '1.5'],
    ['callsPerDay', 'many'],
    ['tls', {}],
  ] as const) {
    it(`are BAD_CONFIG with ${field} = ${JSON.stringify(value)}, whatever else is right`, () => {
      const error = refusal({ ...SAVED, auth: 'password', [field]: value }, PASSWORD);

      assert.equal(error.code, 'BAD_CONFIG');
      assert.match(error.message, new RegExp(`"${field}"`));
    });
  }

  it('with a password need no project, and keep its blanks', () => {
    const settings = parseServiceSettings({ auth: 'password', region: 'cn-east-3' }, PASSWORD);

    assert.ok(settings.engine === 'huawei');
    assert.deepEqual(settings.login, {
      auth: 'password',
      iamOrigin: 'https://iam.cn-east-3.myhuaweicloud.com',
      region: 'cn-east-3',
      projectId: '',
      account: 'gatecam',
      username: 'camera',
      password: ' let me in ',
    });
  });

  it('with a password name an IAM that goes before the region', () => {
    const settings = parseServiceSettings(
      { auth: 'password', iamEndpoint: 'iam.myhuaweicloud.eu' },
      PASSWORD,
    );

    assert.ok(settings.engine === 'huawei' && settings.login.auth === 'password');
    assert.equal(settings.login.iamOrigin, 'https://iam.myhuaweicloud.eu');
  });

  it('with an access key need both halves of it, and a project', () => {
    assert.equal(refusal({ auth: 'aksk', projectId: '我的项目' }, KEY).code, 'BAD_CONFIG');
    const settings = parseServiceSettings({ auth: 'aksk', projectId: 'p1' }, KEY);

    assert.ok(settings.engine === 'huawei');
    assert.deepEqual(settings.login, { auth: 'aksk', projectId: 'p1', ...KEY, securityToken: '' });
  });

  for (const [auth, credentials, field] of [
    ['password', { ...PASSWORD, account: '' }, 'account'],
    ['password', { ...PASSWORD, username: undefined }, 'username'],
    ['password', { ...PASSWORD, password: '' }, 'password'],
    ['aksk', { ...KEY, accessKey: ' ' }, 'accessKey'],
    ['aksk', { ...KEY, secretKey: '' }, 'secretKey'],
  ] as const) {
    it(`are NOT_CONFIGURED where ${auth} lacks ${field}`, () => {
      const error = refusal({ auth, projectId: 'p1' }, credentials);

      assert.equal(error.code, 'NOT_CONFIGURED');
      assert.match(error.message, new RegExp(`"${field}"`));
    });
  }

  it('hold limits, fallback, TLS and proxy', () => {
    const saved = {
      ...SAVED,
      callsPerMinute: '60',
      callsPerDay: 1000,
      fallback: 'true',
      tls: 't1',
      proxy: 'x1',
    };
    const settings = parseServiceSettings({ ...saved, alphabet: 'any' }, CREDENTIALS);

    assert.ok(settings.engine === 'huawei');
    const { callsPerMinute, callsPerDay, fallback, tls, proxy, alphabet } = settings;
    assert.deepEqual(
      [callsPerMinute, callsPerDay, fallback, tls, proxy, alphabet],
      [60, 1000, true, 't1', 'x1', 'any'],
    );
  });

  for (const concurrency of ['0', '17', '2.5', 'all']) {
    it(`of an embedded reader are BAD_CONFIG with ${concurrency} threads`, () => {
      assert.equal(refusal({ engine: 'edge', concurrency }).code, 'BAD_CONFIG');
    });
  }

  for (const token of ['MII\nabc', 'MII abc', 'MII\tabc', 'MII\u00a0abc', '“MIIabc”', 'MII\u0000']) {
    it(`are BAD_CONFIG with the token ${JSON.stringify(token)}, which is not shown`, () => {
      const error = refusal(SAVED, { token });

      assert.equal(error.code, 'BAD_CONFIG');
      assert.match(error.message, /"token"/);
      assert.ok(!error.message.includes('MII'));
    });
  }
});
