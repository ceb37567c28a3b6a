import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator';
import { Rig, type RigOptions } from './rig';

/** An emulator, and the flow that calls it; a user directory of its own. */
export class ServiceBench {
  rig: Rig | undefined;

  private constructor(
    readonly emulator: Emulator,
    readonly userDir: string,
  ) {}

  static async open(settings?: EmulatorOptions): Promise<ServiceBench> {
    return new ServiceBench(await startEmulator(settings), await mkdtemp(join(tmpdir(), 'license-plate-')));
  }

  /** Also over a flow that runs: closes it first, as a deploy does. */
  async deploy({ service, credentials, settings, ...rest }: RigOptions = {}): Promise<Rig> {
    await this.rig?.stop();
    this.rig = await Rig.start({
      service: { endpoint: this.emulator.url, projectId: this.emulator.projectId, ...service },
      credentials: { token: this.emulator.token, ...credentials },
      settings: { userDir: this.userDir, ...settings },
      ...rest,
    });
    return this.rig;
  }

  async close(): Promise<void> {
    await this.rig?.stop();
    await this.emulator.close();
    await rm(this.userDir, { recursive: true });
  }
}
