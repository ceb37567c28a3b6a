import assert from 'node:assert/strict';
import { LOGINS } from './support/logins';
import { type Scene, useScene } from './support/scene';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, wires: [[], []] };
const ALWAYS = ['engine', 'name', 'concurrency'];
const CLOUD = [
  'region',
  'endpoint',
  'auth',
  'projectId',
  'enterpriseProjectId',
  'callsPerMinute',
  'callsPerDay',
];
const CLOUD_TOO = ['fallback', 'tls', 'proxy'];

/** Names of the fields that a person can see in the open service dialog. */
async function shown(scene: Scene): Promise<string[]> {
  const fields = scene.editor.page.locator(
    '.license-plate-form input:visible, .license-plate-form select:visible',
  );
  const ids = await fields.evaluateAll((elements) => elements.map(({ id }) => id));
  return ids.map((id) => id.replace('node-config-input-', '')).toSorted();
}

describe('the service dialog', () => {
  const scene = useScene();

  beforeEach(async () => {
    await scene().show(READER);
    await scene().editor.edit('reader');
    await scene().editor.addService();
  });

  for (const [auth, fields] of Object.entries(LOGINS)) {
    it(`asks for what Huawei Cloud needs to know for the login "${auth}", and for no more`, async () => {
      await scene().editor.config('auth').selectOption(auth);

      assert.deepEqual(await shown(scene()), [...ALWAYS, ...CLOUD, ...CLOUD_TOO, ...fields].toSorted());
    });
  }

  it('asks for little where the embedded reader reads', async () => {
    await scene().editor.config('engine').selectOption('edge');

    assert.deepEqual(await shown(scene()), [...ALWAYS, 'alphabet'].toSorted());
  });

  it('asks which plates the embedded reader reads where it is the fallback, too', async () => {
    const { editor } = scene();
    const isAsked = async () => (await shown(scene())).includes('alphabet');

    await editor.config('fallback').check();
    assert.ok(await isAsked());
    await editor.config('engine').selectOption('edge');
    assert.ok(await isAsked());
    await editor.config('engine').selectOption('huawei');
    await editor.config('fallback').uncheck();

    assert.equal(await isAsked(), false);
  });

  it('proposes the regions that serve plates', async () => {
    const { page } = scene().editor;
    const regions = page.locator('#license-plate-regions option');

    assert.deepEqual(
      await regions.evaluateAll((options) => options.map((option) => option.getAttribute('value'))),
      ['cn-north-4', 'cn-east-3'],
    );
  });

  it('says in words what is wrong', async () => {
    const { editor } = scene();
    await editor.config('auth').selectOption('password');
    assert.match(await editor.complaint(editor.config('endpoint'), 'http://ocr.example.com'), /an https:/);
    assert.match(await editor.complaint(editor.config('callsPerMinute'), '100001'), /0 to 100000;/);
    await editor.config('region').fill('Beijing 4');
    await editor.config('iamEndpoint').fill('https://iam.example.com/v3');
    await editor.config('concurrency').fill('65');
    await editor.config('callsPerMinute').fill('many');
    await editor.config('callsPerDay').fill('-1');

    await editor.doneWithService();

    const [id = ''] = await editor.idsOf('license-plate-service');
    const errors = (await editor.property(id, 'validationErrors')) as string[];
    assert.equal(errors.length, 6, errors.join('\n'));
    for (const words of [
      /region holds a-z, 0-9/,
      /without a path/,
      /whole number from 1 to 64/,
      /whole number from 0 to 100000; 0 means no limit/,
      /whole number from 0 to 100000000; 0 means no limit/,
    ]) {
      assert.match(errors.join('\n'), words);
    }
  });

  it('misses a project ID only where the login does not name it', async () => {
    const { editor } = scene();
    const words = await editor.complaint(editor.config('projectId'), '');

    await editor.config('auth').selectOption('password');

    assert.match(words, /My Credentials/);
    assert.equal(await editor.complaint(editor.config('projectId'), ''), '');
  });

  for (const [auth, needed] of [
    ['token', ['token']],
    ['password', ['account', 'username', 'password']],
    ['aksk', ['accessKey', 'secretKey']],
  ] as const) {
    it(`marks what is missing for the login "${auth}", and nothing of another`, async () => {
      const { editor } = scene();
      const marked = () =>
        editor.page
          .locator('.license-plate-form input.input-error:visible')
          .evaluateAll((inputs) => inputs.map(({ id }) => id.replace('node-config-input-', '')));
      await editor.config('projectId').fill('0123456789abcdef');
      await editor.config('auth').selectOption(auth);

      assert.deepEqual(await marked(), needed);
      for (const name of needed) assert.equal(await editor.complaint(editor.config(name), 'abc'), '', name);

      assert.deepEqual(await marked(), []);
      assert.match(await editor.complaint(editor.config(needed[0]), ' '), /needs this/);
      assert.equal(await editor.complaint(editor.config(needed[0]), '$' + '{SECRET}'), '');
    });
  }

  it('marks what the runtime refuses in a header', async () => {
    const { editor } = scene();

    for (const [auth, field, wrong] of [
      ['token', 'token', 'ab cd'],
      ['aksk', 'accessKey', '密钥'],
      ['aksk', 'secretKey', 'ab cd'],
      ['aksk', 'securityToken', '密钥'],
      ['aksk', 'projectId', 'ab cd'],
      ['aksk', 'enterpriseProjectId', '密钥'],
    ] as const) {
      await editor.config('auth').selectOption(auth);
      assert.match(await editor.complaint(editor.config(field), wrong), /no blanks/, field);
      assert.equal(await editor.complaint(editor.config(field), ' abcd '), '', field);
    }
  });

  it('is content with what the runtime accepts', async () => {
    const { editor } = scene();
    await editor.config('auth').selectOption('password');

    for (const [field, value] of [
      ['region', 'cn-east-3'],
      ['region', '$' + '{REGION}'],
      ['endpoint', ''],
      ['endpoint', 'ocr.example.com'],
      ['endpoint', 'https://ocr.example.com:8443/'],
      ['endpoint', 'http://127.0.0.1:8080'],
      ['endpoint', '$' + '{OCR}'],
      ['projectId', ''],
      ['concurrency', ''],
      ['concurrency', '64'],
      ['callsPerMinute', '0'],
      ['callsPerDay', '$' + '{BUDGET}'],
    ] as const) {
      assert.equal(await editor.complaint(editor.config(field), value), '', `${field}: ${value}`);
    }
  });

  it('can be walked through with the Tab key alone', async () => {
    const { editor } = scene();
    const wanted = await editor.focusable();

    await editor.config('engine').focus();

    assert.deepEqual(await editor.unreachable(wanted), []);
  });

  it('does not mind hidden fields of another engine', async () => {
    const { editor } = scene();
    await editor.complaint(editor.config('endpoint'), 'not an address');

    await editor.config('engine').selectOption('edge');
    await editor.doneWithService();
    await editor.done();

    const [id = ''] = await editor.idsOf('license-plate-service');
    assert.equal(await editor.property(id, 'valid'), true);
    assert.equal(await editor.property('reader', 'valid'), true);
  });
});
