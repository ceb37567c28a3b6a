import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Emulator, startEmulator } from '../../emulator';
import { RealNodeRed } from '../../smoke/node-red';
import { launched } from './browser';
import { Editor } from './editor';

/** The package as it lies here: nothing is packed or installed. */
export const ROOT = resolve(__dirname, '../../../..');

export interface SceneOptions {
  /** Language of the runtime and of the browser. */
  language?: 'en-US' | 'zh-CN';
  /** Node-RED's own settings, laid over those of a quiet one. */
  settings?: object;
  /** What the browser remembers from an earlier visit. */
  localStorage?: Record<string, string>;
}

/** A Node-RED with this package, the service it calls, and its editor in a browser. */
export class Scene {
  private constructor(
    readonly red: RealNodeRed,
    readonly emulator: Emulator,
    readonly editor: Editor,
    private readonly userDir: string,
  ) {}

  static async start({ language = 'en-US', settings, localStorage = {} }: SceneOptions = {}): Promise<Scene> {
    const userDir = mkdtempSync(join(tmpdir(), 'license-plate-e2e-'));
    const emulator = await startEmulator();
    const red = await RealNodeRed.start(userDir, language, { nodesDir: ROOT, ...settings });
    const origins = [
      {
        origin: red.url,
        localStorage: Object.entries(localStorage).map(([name, value]) => ({ name, value })),
      },
    ];
    const storageState = { cookies: [], origins };
    const editor = await Editor.open(launched(), red.url, { locale: language, storageState });
    return new Scene(red, emulator, editor, userDir);
  }

  async stop(): Promise<void> {
    await this.editor.close();
    await this.red.stop();
    await this.emulator.close();
    rmSync(this.userDir, { recursive: true, force: true });
  }

  /** Begins anew: no script in the emulator, these flows in Node-RED, the editor loaded again. */
  async show(...flows: object[]): Promise<void> {
    this.emulator.clear();
    await this.red.deploy([{ id: 'tab', type: 'tab', label: 'Gate' }, ...flows]);
    await this.editor.load();
  }

  get service(): object {
    return serviceFor(this.emulator);
  }
}

/** A service node that calls an emulator, as it would be deployed. */
export function serviceFor({ url, projectId, token }: Emulator): object {
  return {
    id: 'service',
    type: 'license-plate-service',
    name: 'Emulator',
    engine: 'huawei',
    region: 'cn-north-4',
    endpoint: url,
    projectId,
    auth: 'token',
    credentials: { token },
  };
}

const scenes = new Map<string, Promise<Scene>>();

/** The scene for the tests of a `describe`, to be called within them; tests that want the same share it. */
export function useScene(options: SceneOptions = {}): () => Scene {
  let scene: Scene | undefined;
  before(async () => {
    const key = JSON.stringify(options);
    const shared = scenes.get(key) ?? Scene.start(options);
    scenes.set(key, shared);
    scene = await shared;
  });
  return () => {
    if (!scene) throw new Error('There is no scene yet.');
    return scene;
  };
}

export async function stopScenes(): Promise<void> {
  for (const scene of scenes.values()) await (await scene).stop();
}
