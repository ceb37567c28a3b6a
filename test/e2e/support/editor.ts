import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { Workspace } from './workspace';

/** Editors with an open page, for whoever wants to see what a failed test saw. */
export const openEditors = new Set<Editor>();

/** Node-RED's editor in a browser with its dialogs, as a person uses it. */
export class Editor extends Workspace {
  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Editor> {
    const viewport = { width: 1400, height: 1000 };
    const context = await browser.newContext({ viewport, locale: 'en-US', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const editor = new Editor(page, url);
    openEditors.add(editor);
    await editor.load();
    return editor;
  }

  async close(): Promise<void> {
    openEditors.delete(this);
    await this.page.context().close();
  }

  /** Opens a node's dialog by a double click. */
  async edit(id: string): Promise<void> {
    await this.onWorkspace(id).locator('.red-ui-flow-node').first().dblclick();
    await this.#trayIsOpen(1);
  }

  /** Opens the dialog of a new service, from within a `license-plate` dialog. */
  async addService(): Promise<void> {
    await this.page.locator('#node-input-btn-service-add').click();
    await this.#trayIsOpen(2);
  }

  /** Opens the dialog of the chosen service, likewise. */
  async editService(): Promise<void> {
    await this.page.locator('#node-input-btn-service-edit').click();
    await this.#trayIsOpen(2);
  }

  async doneWithService(): Promise<void> {
    await this.page.locator('#node-config-dialog-ok').click();
    await this.#trayIsOpen(1);
  }

  async done(): Promise<void> {
    await this.page.locator('#node-dialog-ok').click();
    await this.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
  }

  async cancel(): Promise<void> {
    await this.page.locator('#node-dialog-cancel').click();
    await this.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
  }

  /** A field of the open `license-plate` dialog. */
  input(name: string): Locator {
    return this.page.locator(`#node-input-${name}`);
  }

  /** A field of the open service dialog. */
  config(name: string): Locator {
    return this.page.locator(`#node-config-input-${name}`);
  }

  /** Types a value, leaves the field, and gives what the editor says about it: '' where it is content. */
  async complaint(field: Locator, value: string): Promise<string> {
    await field.fill(value);
    await field.press('Tab');
    const isWrong = await field.evaluate((element) => element.classList.contains('input-error'));
    if (!isWrong) return '';
    await this.page.mouse.move(0, 0);
    await field.hover();
    const popover = this.page.locator('.red-ui-popover').last();
    await popover.waitFor();
    const text = (await popover.textContent()) ?? '';
    await this.page.mouse.move(0, 0);
    await popover.waitFor({ state: 'detached' });
    return text;
  }

  /** Fields and buttons of the open dialog, by id or text. */
  focusable(): Promise<string[]> {
    return this.page
      .locator('.license-plate-form :is(input, select, button):visible:enabled')
      .evaluateAll((elements) => elements.map((element) => element.id || (element.textContent ?? '')));
  }

  /** Those of them that the Tab key does not come to, from where the focus is. */
  async unreachable(wanted: string[]): Promise<string[]> {
    const missing = new Set(wanted);
    for (let presses = 0; presses < 2 * wanted.length + 10 && missing.size > 0; presses++) {
      const focused = await this.page.evaluate(
        () => document.activeElement?.id || (document.activeElement?.textContent ?? ''),
      );
      missing.delete(focused);
      await this.page.keyboard.press('Tab');
    }
    return [...missing];
  }

  /** Node-RED raises the stack of dialogs when the uppermost has slid in and has the focus. */
  async #trayIsOpen(number: number): Promise<void> {
    await this.page.waitForFunction((count) => {
      const stack = document.querySelector<HTMLElement>('#red-ui-editor-stack');
      const depth = stack?.querySelectorAll('.red-ui-tray-breadcrumbs li').length;
      return depth === count && stack?.style.zIndex === '13';
    }, number);
  }
}
