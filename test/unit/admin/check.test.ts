import assert from 'node:assert/strict';
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { checkService } from '#nodes/lib/admin/check';
import { parseServiceSettings } from '#nodes/lib/service-settings';
import { answers, type Emulator, faults, startEmulator } from '../../emulator';

const computeKey = promisify(pbkdf2);
const DIALOG = { language: 'en-US', onBug: () => {} } as const;

describe('a check of a service that is silent', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
  });

  afterEach(() => emulator.close());

  it('tells at which step its time ran out', async () => {
    emulator.script(faults.hold('arrival'));
    const { url, projectId, token } = emulator;
    const settings = parseServiceSettings({ endpoint: url, projectId }, { token });

    const steps = await checkService(settings, {}, DIALOG, 100);

    assert.deepEqual(
      steps.map(({ step, ok }) => [step, ok]),
      [
        ['address', true],
        ['tls', false],
      ],
    );
    assert.match(steps[1]?.text ?? '', /^TIMEOUT: No answer within 0\.1 s\./);
  });

  it('does not call a name unknown because nobody told it in time', async () => {
    const { projectId, token } = emulator;
    const settings = parseServiceSettings({ endpoint: 'https://localhost', projectId }, { token });
    // Names are looked up where these are computed, after them.
    const busy = Array.from({ length: 8 }, () => computeKey('secret', 'salt', 200_000, 64, 'sha512'));

    const steps = await checkService(settings, {}, DIALOG, 1);
    await Promise.all(busy);

    assert.deepEqual(
      steps.map(({ step, ok, text }) => [step, ok, text.slice(0, 7)]),
      [['address', false, 'TIMEOUT']],
    );
  });
});

describe('a check of a service that something is wrong with', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
  });

  afterEach(() => emulator.close());

  for (const [name, answer] of [
    ['throttled', answers.refusal('IAM.0012')],
    ['answered by a fault of IAM', answers.htmlError(500, 'Internal Server Error')],
    ['answered by something that is not IAM', answers.htmlInstead()],
  ] as const) {
    it(`does not say that a login was accepted that was ${name}`, async () => {
      emulator.iam.respondWith(answer);
      const { url } = emulator;
      const credentials = { account: 'gatecam', username: 'camera', password: 'let-me-in' };
      const settings = parseServiceSettings(
        { endpoint: url, iamEndpoint: url, auth: 'password' },
        credentials,
      );

      const steps = await checkService(settings, {}, DIALOG, 2000);

      assert.deepEqual(
        steps.map(({ step, ok }) => [step, ok]),
        [
          ['address', true],
          ['tls', true],
          ['login', false],
        ],
      );
    });
  }

  for (const [name, answer] of [
    ['a page', answers.htmlInstead()],
    ['a redirect', answers.redirect('https://portal.example/')],
    ['a page of a gateway', answers.htmlError()],
  ] as const) {
    it(`does not say that the service answers, nor that it took the login, where ${name} comes`, async () => {
      emulator.misbehave(faults.early(answer), faults.early(answer), faults.early(answer));
      const { url, projectId, token } = emulator;
      const settings = parseServiceSettings({ endpoint: url, projectId }, { token });

      const steps = await checkService(settings, {}, DIALOG, 2000);

      assert.deepEqual(
        steps.map(({ step, ok }) => [step, ok]),
        [
          ['address', true],
          ['tls', false],
        ],
      );
    });
  }
});
