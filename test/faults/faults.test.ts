import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type Emulator, faults, refusedUrl, selfSigned, silentServer, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { type Exit, Rig, type RigOptions } from '../node/rig';
import { answerCases } from './answer-cases';
import { type Ending, error, type FaultCase, plate } from './case';
import { FastTime } from './fast-time';
import { lineCases } from './line-cases';
import { loginCases } from './login-cases';

const JPEG = jpegHeader(640, 480, 20_000);
const SECRETS = {
  token: `MIIE${'planted-token'.repeat(9)}`,
  password: 'planted password',
  accessKey: 'PLANTEDACCESSKEY',
  secretKey: 'planted-secret-key',
};
const USER = { account: 'gatecam', username: 'camera' };

describe('a bad day', () => {
  let emulator: Emulator;
  let rig: Rig;
  let time: FastTime;
  const strays: unknown[] = [];
  const stray = (reason: unknown) => strays.push(reason);

  beforeEach(() => {
    process.on('unhandledRejection', stray);
    process.on('warning', stray);
    sinon.stub(Math, 'random').returns(0);
  });

  afterEach(async () => {
    time.end();
    await rig.stop();
    // Nothing may keep a connection to a service that nobody uses any more.
    await emulator.disconnected();
    await emulator.close();
    sinon.restore();
    process.off('unhandledRejection', stray);
    process.off('warning', stray);
    assert.deepEqual(strays.splice(0), []);
  });

  async function start(subject: Partial<FaultCase>): Promise<void> {
    const { password, token, accessKey, secretKey } = SECRETS;
    emulator = await startEmulator({
      tokens: [token],
      users: [{ ...USER, password }],
      keys: [{ ak: accessKey, sk: secretKey }],
      ...subject.emulator,
    });
    const login = subject.login ?? 'token';
    const service: RigOptions['service'] = {
      endpoint: emulator.url,
      iamEndpoint: emulator.url,
      projectId: login === 'password' ? '' : emulator.projectId,
      auth: login,
      ...subject.service,
    };
    rig = await Rig.start({
      service,
      credentials: { ...USER, ...SECRETS, ...subject.credentials },
      ...(subject.plate && { plate: subject.plate }),
    });
    emulator.script(...(subject.script ?? [])).respondWith(subject.always);
    emulator.iam.script(...(subject.iam ?? [])).respondWith(subject.iamAlways);
    time = new FastTime();
  }

  async function sendAll({ burst = 1, afterwards = 0, meanwhile }: Partial<FaultCase>): Promise<Exit[]> {
    const sent = Array.from({ length: burst }, () => rig.send({ payload: JPEG }));
    await meanwhile?.(emulator, rig);
    const exits = await Promise.all(sent);
    for (let i = 0; i < afterwards; i++) exits.push(await rig.send({ payload: JPEG }));
    return exits;
  }

  function check(exits: Exit[], ends: Ending | readonly Ending[], calls: number): void {
    const found = exits.map(({ msg }): Ending => {
      const { code, attempts } = msg.error ?? {};
      return typeof code === 'string'
        ? { code, attempts: Number(attempts) }
        : { code: undefined, attempts: Number(msg.recognition?.attempts) };
    });
    assert.deepEqual(found, 'length' in ends ? ends : exits.map(() => ends));
    assert.equal(emulator.callCount, calls, 'calls');
    for (const route of rig.routes) assert.deepEqual(route, { exits: 1, ends: 1 });
    for (const { msg } of exits) if (msg.error) assert.deepEqual(msg.payload, JPEG);
    assertNoSecrets(exits);
  }

  function assertNoSecrets(exits: Exit[]): void {
    const shown = [rig.log, JSON.stringify(rig.status), ...exits.map(({ msg }) => JSON.stringify(msg.error))];
    const secrets = [
      ...Object.values(SECRETS),
      'planted-other',
      'planted-guess',
      JPEG.toString('base64', 0, 300),
    ];
    for (const text of shown) for (const secret of secrets) assert.ok(!text?.includes(secret), secret);
  }

  for (const subject of [...lineCases, ...answerCases, ...loginCases]) {
    it(subject.name, async () => {
      await start(subject);

      const exits = await sendAll(subject);

      check(exits, subject.ends, subject.calls);
      if (subject.logins !== undefined) assert.equal(emulator.loginCount, subject.logins, 'logins');
    });
  }

  it('nobody listens', async () => {
    await start({ service: { endpoint: await refusedUrl() } });

    check(await sendAll({}), error('NETWORK', 3), 0);
  });

  it('the name of the service is none', async () => {
    await start({ service: { endpoint: `https://${'x'.repeat(64)}.invalid` } });

    check(await sendAll({}), error('NETWORK', 3), 0);
  });

  it('the certificate is for another name', async () => {
    await start({ emulator: { tls: selfSigned(['ocr.example.com']) } });

    check(await sendAll({}), error('NETWORK', 1), 0);
  });

  it('a TLS handshake that never ends', async () => {
    const silent = await silentServer();
    await start({ service: { endpoint: silent.url.replace('http:', 'https:') }, plate: { timeout: 3 } });
    try {
      check(await sendAll({}), error('TIMEOUT', 1), 0);
    } finally {
      await silent.close();
    }
  });

  it('the node is closed while messages wait and fly', async () => {
    await start({ service: { concurrency: 2 }, always: faults.hold() });
    const sent = Array.from({ length: 6 }, () => rig.send({ payload: JPEG }));
    await emulator.held(2);

    await rig.closeReader();

    const exits = await Promise.all(sent);
    assert.ok(exits.every(({ by }) => by === 'nothing'));
    await emulator.disconnected();
    assert.equal(emulator.callCount, 2);
  });

  it('the service is put back, and messages are read as if nothing had been', async () => {
    await start({});
    await emulator.stop();
    const away = await sendAll({ afterwards: 5 });
    await emulator.restart();
    let back = await rig.send({ payload: JPEG });
    while (back.msg.error?.code === 'CIRCUIT_OPEN') back = await rig.send({ payload: JPEG });

    assert.deepEqual(
      away.map(({ msg }) => msg.error?.code),
      [...Array.from({ length: 5 }, () => 'NETWORK'), 'CIRCUIT_OPEN'],
    );
    check([back], plate(1), 1);
    assert.equal(rig.status?.text, 'license-plate.status.plate-blue');
  });
});
