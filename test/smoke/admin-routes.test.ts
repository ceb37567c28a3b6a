import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { answers, type Emulator, faults, refusedUrl, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { RealNodeRed } from './node-red';

interface Step {
  step: string;
  ok: boolean;
  text: string;
}

const ROOT = resolve(__dirname, '../../..');
/** `password` by bcrypt. */
const HASH = '$2y$08$6sDcD7yaEW7ex3WmaRfnTeOh/6cy/HJAzxTrEB64cIXg7lr5LXMgS';

describe('our routes for the editor', function () {
  this.timeout(60_000);
  let userDir: string;
  let emulator: Emulator;
  let red: RealNodeRed;

  before(async () => {
    userDir = mkdtempSync(join(tmpdir(), 'license-plate-admin-'));
    emulator = await startEmulator();
    red = await RealNodeRed.start(userDir, 'en-US', { nodesDir: ROOT });
    await red.deploy([
      { id: 'tab', type: 'tab' },
      {
        id: 'service',
        type: 'license-plate-service',
        ...deployedProperties(),
        credentials: { token: emulator.token },
      },
    ]);
  });

  afterEach(() => emulator.clear());

  after(async () => {
    await red?.stop();
    await emulator?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  function deployedProperties(): Record<string, unknown> {
    return {
      engine: 'huawei',
      auth: 'token',
      endpoint: emulator.url,
      projectId: emulator.projectId,
      region: '',
    };
  }

  async function check(
    change: { id?: string; properties?: object; credentials?: object } = {},
  ): Promise<Step[]> {
    const { id = 'service', properties = {}, credentials = {} } = change;
    const body = JSON.stringify({ id, properties: { ...deployedProperties(), ...properties }, credentials });
    const response = await post('/license-plate/check', body, { 'content-type': 'application/json' });
    return ((await response.json()) as { steps: Step[] }).steps;
  }

  function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
    return fetch(red.url + path, { method: 'POST', body, headers });
  }

  function tryPicture(
    picture: Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const properties = encodeURIComponent(JSON.stringify({ service: 'service' }));
    return post(`/license-plate/try?properties=${properties}`, picture, {
      'content-type': 'application/octet-stream',
      ...headers,
    });
  }

  function shape(steps: Step[]): [string, boolean][] {
    return steps.map(({ step, ok }) => [step, ok]);
  }

  describe('check', () => {
    it('tells what works, with the saved secret, and bills nothing', async () => {
      const steps = await check();

      assert.deepEqual(shape(steps), [
        ['address', true],
        ['tls', true],
        ['login', true],
        ['service', true],
      ]);
      assert.equal(emulator.billed, 0);
      assert.equal(emulator.callCount, 1);
    });

    it('tells that a typed token is refused, and what to do', async () => {
      const steps = await check({ credentials: { token: 'wrong' } });

      assert.deepEqual(shape(steps).at(-1), ['login', false]);
      assert.match(steps.at(-1)?.text ?? '', /^APIG\.0301: .*token/);
    });

    it('tells that the service is not opened in the region', async () => {
      emulator.misbehave(faults.early(answers.refusal('ModelArts.4204')));

      const steps = await check();

      assert.deepEqual(shape(steps).at(-1), ['service', false]);
      assert.match(steps.at(-1)?.text ?? '', /OCR console/);
    });

    it('tells that nobody answers', async () => {
      const steps = await check({
        properties: { endpoint: await refusedUrl() },
        credentials: { token: 'typed' },
      });

      assert.deepEqual(shape(steps), [
        ['address', true],
        ['tls', false],
      ]);
    });

    it('sends a saved secret nowhere but where it is deployed to', async () => {
      const stranger = await startEmulator();

      const steps = await check({ properties: { endpoint: stranger.url } });

      assert.deepEqual(shape(steps), [['config', false]]);
      assert.match(steps[0]?.text ?? '', /"token" must be typed again/);
      assert.equal(stranger.callCount, 0);
      await stranger.close();
    });

    it('resolves no environment variable that a form names', async () => {
      const steps = await check({ properties: { projectId: '${PATH}' } });

      assert.deepEqual(shape(steps), [['config', false]]);
      assert.equal(JSON.stringify(steps).includes(process.env.PATH ?? '/'), false);
    });

    it('reads a drawn plate with the embedded reader', async () => {
      const steps = await check({ id: 'new', properties: { engine: 'edge' } });

      assert.deepEqual(shape(steps), [['reader', true]]);
    });
  });

  describe('try it', () => {
    it('answers what output 1 would send, without the picture', async () => {
      const response = await tryPicture(Buffer.from(jpegHeader(640, 480)));

      const { output, msg } = (await response.json()) as { output: number; msg: Record<string, unknown> };
      assert.equal(output, 1);
      assert.deepEqual(Object.keys(msg).toSorted(), ['payload', 'plates', 'recognition']);
    });

    it('answers what output 2 would send', async () => {
      const response = await tryPicture(Buffer.from('no picture'));

      const { output, msg } = (await response.json()) as { output: number; msg: { error: { code: string } } };
      assert.deepEqual([output, msg.error.code], [2, 'BAD_FORMAT']);
    });

    it('refuses more than 10 MB', async () => {
      const response = await tryPicture(Buffer.alloc(10_000_001));

      assert.equal(response.status, 413);
    });
  });

  it('refuse pages of other origins', async () => {
    const elsewhere = { origin: 'https://evil.example.com' };

    const tried = await tryPicture(Buffer.from(jpegHeader(640, 480)), elsewhere);
    const checked = await post('/license-plate/check', '{}', {
      'content-type': 'application/json',
      ...elsewhere,
    });

    assert.deepEqual([tried.status, checked.status], [403, 403]);
    assert.equal(((await tried.json()) as { error: { code: string } }).error.code, 'OTHER_ORIGIN');
  });

  it('accept the editor behind a reverse proxy', async () => {
    const response = await tryPicture(Buffer.from('x'), {
      origin: 'https://gate.example.com',
      'x-forwarded-host': 'gate.example.com',
    });

    assert.equal(response.status, 200);
  });

  it('are closed to whoever has not logged in', async () => {
    const guardedDir = mkdtempSync(join(tmpdir(), 'license-plate-admin-'));
    const users = [{ username: 'admin', password: HASH, permissions: '*' }];
    const guarded = await RealNodeRed.start(guardedDir, 'en-US', {
      nodesDir: ROOT,
      adminAuth: { type: 'credentials', users },
    });

    const statuses = await Promise.all(
      ['try?properties={}', 'check'].map(async (path) => {
        const { status } = await fetch(`${guarded.url}/license-plate/${path}`, { method: 'POST' });
        return status;
      }),
    );

    assert.deepEqual(statuses, [401, 401]);
    await guarded.stop();
    rmSync(guardedDir, { recursive: true, force: true });
  });
});
