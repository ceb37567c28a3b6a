import assert from 'node:assert/strict';
import { loginRequest } from '../contract/login-cases';
import { answers, type Emulator, type EmulatorOptions, faults, startEmulator } from './index';
import { at, textAt } from './json';
import { jpegHeader } from './pictures';
import { errorCode, type RawReply, sendRaw } from './raw';

const MINUTE = 60_000;

describe('the emulator as IAM', () => {
  let emulator: Emulator;
  let clock: number;

  beforeEach(() => {
    clock = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  });

  afterEach(() => emulator.close());

  async function start(options: EmulatorOptions = {}): Promise<void> {
    emulator = await startEmulator({ now: () => clock, ...options });
  }

  const login = (change?: Parameters<typeof loginRequest>[0]): Promise<RawReply> =>
    sendRaw(emulator.url, loginRequest(change));

  const guess = (): Promise<RawReply> =>
    login(({ auth }) => {
      auth.identity.password.user.password = 'guess';
    });

  function read(token: string): Promise<RawReply> {
    return sendRaw(emulator.url, {
      path: `/v2/${emulator.projectId}/ocr/license-plate`,
      headers: { 'content-type': 'application/json', 'x-auth-token': token },
      body: JSON.stringify({ image: jpegHeader(64, 64).toString('base64') }),
    });
  }

  async function token(): Promise<string> {
    return String((await login()).headers['x-subject-token']);
  }

  it('hands out a token with its project and times, good for a call until it ends', async () => {
    await start();

    const granted = await login();
    const value = String(granted.headers['x-subject-token']);
    const before = await read(value);
    clock += 24 * 60 * MINUTE;
    const after = await read(value);

    const body: unknown = JSON.parse(granted.text);
    assert.equal(textAt(body, 'token', 'issued_at'), '2026-01-02T03:04:05.678000Z');
    assert.equal(textAt(body, 'token', 'expires_at'), '2026-01-03T03:04:05.678000Z');
    assert.equal(textAt(body, 'token', 'project', 'id'), emulator.projectId);
    assert.equal(textAt(body, 'token', 'project', 'name'), 'cn-north-4');
    assert.equal(textAt(body, 'token', 'user', 'domain', 'name'), 'gatecam');
    assert.deepEqual(at(body, 'token', 'catalog'), []);
    assert.equal(before.status, 200);
    assert.match(after.text, /token expires, expires_at: 2026-01-03T03:04:05\.678000Z/);
  });

  it('hands out tokens of 64 KiB, all different, and takes them back', async () => {
    await start({ tokenBytes: 64 * 1024 });

    const first = await token();
    const second = await token();

    assert.equal(first.length, 64 * 1024);
    assert.notEqual(first, second);
    assert.equal((await read(first)).status, 200);
    assert.equal((await read(second)).status, 200);
  });

  it('refuses revoked tokens and takes the next one', async () => {
    await start();
    const old = await token();

    emulator.revokeTokens();

    assert.equal(errorCode(await read(old)), 'APIG.0307');
    assert.equal((await read(await token())).status, 200);
    assert.equal((await read(emulator.issueToken())).status, 200);
  });

  it('gives the whole account a token that no project takes', async () => {
    await start();

    const granted = await login(({ auth }) => {
      auth.scope = { domain: { name: 'gatecam' } };
    });
    const reply = await read(String(granted.headers['x-subject-token']));

    assert.equal(granted.status, 201);
    assert.equal(errorCode(reply), 'ModelArts.0212');
    assert.equal(emulator.logins[0]?.scope, 'domain');
  });

  it('locks a user for a quarter of an hour after five wrong passwords', async () => {
    await start();
    for (let i = 0; i < 5; i += 1) assert.equal((await guess()).status, 401);

    const locked = await login();
    clock += 15 * MINUTE;
    const unlocked = await login();

    assert.equal(errorCode(locked), 'IAM.0061');
    assert.equal(locked.status, 401);
    assert.equal(unlocked.status, 201);
  });

  it('forgets wrong passwords of a quarter of an hour ago', async () => {
    await start();
    for (let i = 0; i < 4; i += 1) await guess();
    clock += 15 * MINUTE;
    for (let i = 0; i < 4; i += 1) await guess();

    assert.equal((await login()).status, 201);
  });

  it('slows down those who log in too often', async () => {
    await start({ loginThrottle: { times: 1, seconds: 60 } });

    const first = await login();
    const second = await login();
    clock += MINUTE;
    const third = await login();

    assert.deepEqual([first.status, second.status, third.status], [201, 429, 201]);
    assert.match(second.text, /Threshold: 1 times per 60 seconds/);
  });

  it('has a script and a log of its own', async () => {
    await start();
    emulator.iam.script(answers.refusal('IAM.0006'), faults.reset('before-headers'), faults.hold());
    const next = emulator.nextLogin();

    const refused = await login();
    await assert.rejects(login());
    const held = login();
    await emulator.held();
    emulator.release();

    assert.equal(refused.status, 500);
    assert.equal((await held).status, 201);
    assert.equal((await next).username, 'camera');
    assert.deepEqual([emulator.loginCount, emulator.callCount], [3, 0]);
  });
});
