import assert from 'node:assert/strict';
import { type Emulator, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { Rig, type RigOptions } from './rig';

export const JPEG = jpegHeader(640, 480, 20_000);

/** An emulator, and a flow that calls it with its token. */
export interface PlateBench {
  readonly emulator: Emulator;
  startedFlow: (options?: RigOptions) => Promise<{ send: Rig['send']; rig: Rig }>;
}

/** One of these for each test of a `describe`, which ends with it. */
export function usePlate(): PlateBench {
  let emulator: Emulator;
  let rig: Rig | undefined;

  beforeEach(async () => {
    emulator = await startEmulator();
  });

  afterEach(async () => {
    await rig?.stop();
    rig = undefined;
    await emulator.close();
  });

  return {
    get emulator() {
      return emulator;
    },
    async startedFlow({ service, credentials, ...rest }: RigOptions = {}) {
      const started = await Rig.start({
        service: { endpoint: emulator.url, projectId: emulator.projectId, ...service },
        credentials: { token: emulator.token, ...credentials },
        ...rest,
      });
      rig = started;
      return { send: started.send.bind(started), rig: started };
    },
  };
}

export function assertOneRouteEach({ routes }: Rig): void {
  for (const route of routes) assert.deepEqual(route, { exits: 1, ends: 1 });
}
