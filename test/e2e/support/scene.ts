import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { type Emulator, startEmulator } from '../../emulator';
import { RealNodeRed } from '../../smoke/node-red';
import { launched } from './browser';
import { Editor } from './editor';

const ROOT = resolve(__dirname, '../../../..');

export interface SceneOptions {
  /** Language of the runtime and of the browser. */
  language?: 'en-US' | 'zh-CN';
  /** Node-RED's own settings, laid over those of a quiet one. */
  settings?: object;
  browser?: BrowserContextOptions;
}

/** A Node-RED with this package, the service it calls, and its editor in a browser. */
export class Scene {
  private constructor(
    readonly red: RealNodeRed,
    readonly emulator: Emulator,
    readonly editor: Editor,
    private readonly userDir: string,
  ) {}

  static async start({ language = 'en-US', settings, browser }: SceneOptions = {}): Promise<Scene> {
    const userDir = mkdtempSync(join(tmpdir(), 'license-plate-e2e-'));
    const emulator = await startEmulator();
    // The package as it lies here: nothing is packed or installed.
    const red = await RealNodeRed.start(userDir, language, { nodesDir: ROOT, ...settings });
    const editor = await Editor.open(launched(), red.url, { locale: language, ...browser });
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

  /** A service node that calls the emulator, as it would be deployed. */
  get service(): object {
    const { url, projectId, token } = this.emulator;
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
}

/** One scene for all tests of a `describe`; call what it gives within them. */
export function useScene(options: SceneOptions = {}): () => Scene {
  let scene: Scene | undefined;
  before(async () => {
    scene = await Scene.start(options);
  });
  after(() => scene?.stop());
  return () => {
    if (!scene) throw new Error('There is no scene yet.');
    return scene;
  };
}
