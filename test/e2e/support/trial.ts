import type { Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import type { Editor } from './editor';

/** Colour of a box. */
const GREEN = [0, 230, 118];
/** Pixels of the screen that a line may be off. */
const NEAR = [-2, -1, 0, 1, 2];

/** The "Try it" part of an open `license-plate` dialog. */
export class Trial {
  constructor(private readonly editor: Editor) {}

  get file(): Locator {
    return this.#within('input[type="file"]');
  }

  get picture(): Locator {
    return this.#within('.license-plate-trial-picture img');
  }

  /** The layer over the picture, on which boxes are drawn and the crop can be. */
  get overlay(): Locator {
    return this.#within('svg');
  }

  get read(): Locator {
    return this.#within('button').first();
  }

  get cancel(): Locator {
    return this.#within('button').nth(1);
  }

  get result(): Locator {
    return this.#within('.license-plate-trial-result');
  }

  /** Waits until it says so, as the help beside it may as well. */
  async says(text: string): Promise<void> {
    await this.editor.page.locator('#license-plate-trial').getByText(text).waitFor();
  }

  /** Chooses a picture and waits until it is seen. */
  async choose(picture: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.file.setInputFiles(picture);
    await this.#drawn();
  }

  /** Lets a picture fall on the drop zone, as if dragged from a folder. */
  async drop({ name, mimeType, buffer }: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const files = await this.editor.page.evaluateHandle(
      ([base64 = '', fileName = '', type = '']) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], fileName, { type }));
        return transfer;
      },
      [buffer.toString('base64'), name, mimeType],
    );
    const zone = this.#within('.license-plate-trial-drop');
    await zone.dispatchEvent('dragover', { dataTransfer: files });
    await zone.dispatchEvent('drop', { dataTransfer: files });
    await this.#drawn();
  }

  /** Copies a PNG as another program does, and presses the keys that paste. */
  async paste({ buffer }: { buffer: Buffer }): Promise<void> {
    await this.editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.editor.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const item = new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) });
      await navigator.clipboard.write([item]);
    }, buffer.toString('base64'));
    await this.editor.page.keyboard.press('ControlOrMeta+v');
    await this.#drawn();
  }

  /** The message that the dialog shows. */
  async message<T>(): Promise<T> {
    return JSON.parse((await this.result.locator('pre').textContent()) ?? '') as T;
  }

  /** Sides of a box that are no green line on the screen where the corners, in pixels of the picture, say. */
  async sidesWithoutGreen(
    corners: readonly [x: number, y: number][],
    { width, height }: { width: number; height: number },
  ): Promise<number[]> {
    await this.overlay.scrollIntoViewIfNeeded();
    const box = await this.picture.boundingBox();
    if (!box) throw new Error('The picture is not on the screen.');
    const screen = PNG.sync.read(await this.editor.page.screenshot());
    const isGreen = (x: number, y: number) =>
      GREEN.every((value, i) => Math.abs((screen.data[(y * screen.width + x) * 4 + i] ?? 0) - value) < 40);
    return corners.flatMap(([x, y], side) => {
      const [nextX, nextY] = corners[(side + 1) % corners.length] ?? [0, 0];
      const middleX = Math.round(box.x + ((x + nextX) / 2 / width) * box.width);
      const middleY = Math.round(box.y + ((y + nextY) / 2 / height) * box.height);
      const near = NEAR.some((dx) => NEAR.some((dy) => isGreen(middleX + dx, middleY + dy)));
      return near ? [] : [side];
    });
  }

  async #drawn(): Promise<void> {
    await this.picture.waitFor();
    await this.editor.page.waitForFunction(() => {
      const svg = document.querySelector('#license-plate-trial svg');
      const width = document.querySelector<HTMLImageElement>('#license-plate-trial img')?.naturalWidth;
      return !!width && svg?.getAttribute('viewBox')?.split(' ')[2] === String(width);
    });
  }

  #within(selector: string): Locator {
    return this.editor.page.locator('#license-plate-trial').locator(selector);
  }
}
