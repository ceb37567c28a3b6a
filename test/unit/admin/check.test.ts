import assert from 'node:assert/strict';
import { checkService } from '#nodes/lib/admin/check';
import { parseServiceSettings } from '#nodes/lib/service-settings';
import { type Emulator, faults, startEmulator } from '../../emulator';

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
});
