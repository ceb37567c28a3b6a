// Makes the pictures of the README: a running flow, both dialogs, in both languages.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answers } from '../emulator';
import { launch, quit } from './support/browser';
import { answerFor, type DrawnPicture, drawnPicture } from './support/drawn';
import { ROOT, Scene } from './support/scene';
import { Trial } from './support/trial';

const FOLDER = join(ROOT, 'docs', 'images');
const WORDS = {
  'en-US': { car: 'car arrives', camera: 'camera', plate: 'plate', error: 'no plate, error' },
  'zh-CN': { car: '车辆到达', camera: '摄像头', plate: '车牌', error: '无车牌或出错' },
} as const;
type Language = keyof typeof WORDS;

async function run(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await launch();
  const picture = await drawnPicture('blue-car', 'jpeg', { noise: 0, blur: 1 });
  const camera = createServer((_request, response) => response.end(picture.buffer));
  camera.listen(0, '127.0.0.1');
  try {
    for (const language of ['en-US', 'zh-CN'] as const) {
      const scene = await Scene.start({ language });
      const { port } = camera.address() as AddressInfo;
      await takeFlow(scene, language, picture, `http://127.0.0.1:${port}/snapshot.jpg`);
      await takeTrial(scene, language, picture);
      await takeService(scene, language);
      await scene.stop();
    }
  } finally {
    camera.close();
    await quit();
  }
}

async function takeFlow(scene: Scene, language: Language, picture: DrawnPicture, url: string): Promise<void> {
  const { editor, emulator } = scene;
  const words = WORDS[language];
  const at = { z: 'tab', y: 120 };
  const debug = { ...at, type: 'debug', active: true, tosidebar: true, targetType: 'msg', x: 620 };
  await editor.page.setViewportSize({ width: 1240, height: 460 });
  await scene.show(
    scene.service,
    {
      ...at,
      id: 'inject',
      type: 'inject',
      name: words.car,
      x: 100,
      props: [],
      repeat: '',
      crontab: '',
      once: false,
      wires: [['camera']],
    },
    {
      ...at,
      id: 'camera',
      type: 'http request',
      name: words.camera,
      x: 260,
      ret: 'bin',
      method: 'GET',
      url,
      wires: [['reader']],
    },
    { ...at, id: 'reader', type: 'license-plate', service: 'service', x: 420, wires: [['plate'], ['error']] },
    { ...debug, id: 'plate', name: words.plate, complete: 'payload', y: 80 },
    { ...debug, id: 'error', name: words.error, complete: 'error', y: 160 },
  );
  await editor.showDebug();
  emulator.answer(answers.empty(), answerFor(picture));
  await editor.inject('inject');
  await editor.debugMessages.nth(0).getByText('NO_PLATE').first().waitFor();
  await editor.inject('inject');
  await editor.debugMessages.nth(1).getByText('浙A7K362').first().waitFor();
  await editor.debugMessages.nth(1).locator('.red-ui-debug-msg-expandable').first().click();
  await editor.debugMessages.nth(1).getByText('confidence').last().waitFor();
  await editor.page.locator('.red-ui-notification').first().waitFor({ state: 'detached' });
  await editor.page.mouse.move(400, 400);
  await editor.page.screenshot({ path: fileFor('flow', language) });
}

async function takeTrial(scene: Scene, language: Language, picture: DrawnPicture): Promise<void> {
  const { editor, emulator } = scene;
  await editor.page.setViewportSize({ width: 1240, height: 1000 });
  await scene.show(
    { ...scene.service, name: '' },
    { id: 'reader', type: 'license-plate', z: 'tab', x: 200, y: 100, service: 'service', wires: [[], []] },
  );
  await editor.edit('reader');
  const trial = new Trial(editor);
  emulator.answer(answerFor(picture));
  await trial.choose(picture);
  await trial.read.click();
  await trial.result.locator('pre').waitFor();
  await trial.file.evaluate((input) => input.blur());
  await trial.result.locator('pre').evaluate((message) => message.scrollIntoView({ block: 'end' }));
  await editor.page.locator('.red-ui-tray').screenshot({ path: fileFor('try-it', language) });
}

async function takeService(scene: Scene, language: Language): Promise<void> {
  const { editor } = scene;
  await editor.page.setViewportSize({ width: 1240, height: 960 });
  await scene.show(
    { ...scene.service, name: '', endpoint: '', callsPerDay: 2000, fallback: true },
    { id: 'reader', type: 'license-plate', z: 'tab', x: 200, y: 100, service: 'service', wires: [[], []] },
  );
  await editor.edit('reader');
  await editor.editService();
  await editor.page.locator('.red-ui-tray').screenshot({ path: fileFor('service', language) });
}

function fileFor(name: string, language: Language): string {
  return join(FOLDER, language === 'en-US' ? `${name}.png` : `${name}.${language}.png`);
}

void run();
