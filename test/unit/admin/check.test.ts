import assert from 'node:assert/strict';
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { checkService } from '#nodes/lib/admin/check';
import { parseServiceSettings } from '#nodes/lib/service-settings';
import { type Emulator, faults, startEmulator } from '../../emulator';

const computeKey = promisify(pbkdf2);

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

    const steps = await checkService(settings, {}, 'en-US', 100);

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

    const steps = await checkService(settings, {}, 'en-US', 1);
    await Promise.all(busy);

    assert.deepEqual(
      steps.map(({ step, ok, text }) => [step, ok, text.slice(0, 7)]),
      [['address', false, 'TIMEOUT']],
    );
  });
});
