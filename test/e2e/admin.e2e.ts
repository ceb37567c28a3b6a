import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../emulator';
import { RealNodeRed } from '../smoke/node-red';
import { answerFor, type DrawnPicture, drawnPicture } from './support/drawn';
import { ROOT, serviceFor } from './support/scene';

/** Of the password `e2e-admin`. */
const HASH = '$2b$04$cABLZVVoB.ZB7VWjUEVLy.ddatK8.6BUtfd6B8rG8Jqh6HLWLa8VW';
const CHECK_FORM = Buffer.from('{"id":"service","properties":{},"credentials":{}}');
const TRY = `/license-plate/try?properties=${encodeURIComponent('{"service":"service"}')}`;

interface Answer {
  output?: number;
  error?: { code: string; message: string };
}

describe('the routes of the dialogs in a Node-RED that asks for a login', () => {
  let userDir: string;
  let red: RealNodeRed;
  let emulator: Emulator;
  let picture: DrawnPicture;
  let writer: string;
  let reader: string;

  before(async () => {
    userDir = mkdtempSync(join(tmpdir(), 'license-plate-e2e-'));
    emulator = await startEmulator();
    picture = await drawnPicture('blue-car');
    const users = [
      { username: 'writer', password: HASH, permissions: '*' },
      { username: 'reader', password: HASH, permissions: 'read' },
    ];
    red = await RealNodeRed.start(userDir, 'en-US', {
      nodesDir: ROOT,
      adminAuth: { type: 'credentials', users },
    });
    writer = await login('writer');
    reader = await login('reader');
    await red.deploy([serviceFor(emulator)], { authorization: `Bearer ${writer}` });
  });

  after(async () => {
    await red?.stop();
    await emulator?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  async function login(username: string): Promise<string> {
    const answer = await fetch(`${red.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: 'node-red-editor',
        grant_type: 'password',
        scope: '',
        username,
        password: 'e2e-admin',
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  function post(path: string, headers: Record<string, string>, body: Uint8Array = picture.buffer) {
    return fetch(red.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body: new Uint8Array(body),
    });
  }

  async function codeOf(response: Response): Promise<[status: number, code: string | undefined]> {
    const { error } = (await response.json()) as Answer;
    return [response.status, error?.code];
  }

  const as = (token: string) => ({ authorization: `Bearer ${token}` });

  it('answer whoever may change flows, from the editor itself, and tell no secret', async () => {
    emulator.answer(answerFor(picture));

    const response = await post(TRY, { ...as(writer), origin: red.url });

    const text = await response.text();
    assert.equal(response.status, 200);
    assert.equal((JSON.parse(text) as Answer).output, 1);
    assert.equal(text.includes(emulator.token), false);
  });

  const routes: [path: string, headers: Record<string, string>, body: () => Uint8Array][] = [
    [TRY, {}, () => picture.buffer],
    ['/license-plate/check', { 'content-type': 'application/json' }, () => CHECK_FORM],
  ];

  for (const [path, type, body] of routes) {
    describe(new URL(path, 'http://localhost').pathname, () => {
      for (const [who, headers] of [
        ['nobody', () => ({})],
        ['who may only look', () => as(reader)],
      ] as const) {
        it(`refuses ${who}, and calls nobody`, async () => {
          const before = emulator.callCount;

          const response = await post(path, { ...headers(), ...type }, body());

          assert.equal(response.status, 401);
          assert.equal(emulator.callCount, before);
        });
      }

      it('refuses another page in the same browser, and calls nobody', async () => {
        const before = emulator.callCount;

        for (const origin of ['https://evil.example', 'null', `${red.url}.evil.example`]) {
          const response = await post(path, { ...as(writer), ...type, origin }, body());
          assert.deepEqual(await codeOf(response), [403, 'OTHER_ORIGIN'], origin);
        }

        assert.equal(emulator.callCount, before);
      });
    });
  }

  for (const [whose, header] of [
    ['that a reverse proxy names', { 'x-forwarded-host': 'gate.example' }],
    [
      'that the browser itself calls its own page’s, behind a proxy that names none',
      { 'sec-fetch-site': 'same-origin' },
    ],
  ] as const) {
    it(`accept the origin ${whose}`, async () => {
      emulator.answer(answerFor(picture));

      const response = await post(TRY, { ...as(writer), origin: 'https://gate.example', ...header });

      assert.equal(response.status, 200);
    });
  }

  it('refuse what is no picture upload, in words', async () => {
    const text = await post(TRY, { ...as(writer), 'content-type': 'text/plain' });
    const large = await post(TRY, as(writer), Buffer.alloc(10e6 + 1));
    const lost = await post('/license-plate/try', as(writer));

    assert.deepEqual(await codeOf(text), [415, 'BAD_TYPE']);
    assert.deepEqual(await codeOf(large), [413, 'TOO_LARGE']);
    assert.deepEqual(await codeOf(lost), [400, 'BAD_PROPERTIES']);
  });
});
