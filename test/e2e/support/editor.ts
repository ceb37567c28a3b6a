/// <reference lib="dom" />
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** What these tests ask the editor's own `RED` for. */
interface RedInBrowser {
  nodes: {
    filterNodes: (by: { type: string }) => { id: string }[];
    eachConfig: (visit: (node: { id: string; type: string }) => void) => void;
    node: (id: string) => Record<string, unknown> | null;
    createCompleteNodeSet: () => object[];
  };
  sidebar: { show: (id: string) => void };
  settings: { version: string };
}

declare global {
  interface Window {
    RED: RedInBrowser;
  }
}

/** Editors with an open page, for whoever wants to see what a failed test saw. */
export const openEditors = new Set<Editor>();

/** Node-RED's editor in a browser, as a person uses it. The selectors hold on Node-RED 4.1 and 5. */
export class Editor {
  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

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

  /** Loads the editor, or loads it again without the question whether to leave. */
  async load(): Promise<void> {
    this.page.removeAllListeners('dialog');
    this.page.on('dialog', (dialog) => void dialog.accept());
    await this.page.goto(this.url);
    await this.page.locator('.red-ui-palette-node[data-palette-type="inject"]').waitFor();
    await this.page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  }

  palette(type: string): Locator {
    return this.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
  }

  /** Drags a node from the palette; `x` and `y` are pixels of the workspace. Gives its id. */
  async drag(type: string, x: number, y: number): Promise<string> {
    const before = new Set(await this.idsOf(type));
    await this.palette(type).scrollIntoViewIfNeeded();
    await this.palette(type).dragTo(this.page.locator('#red-ui-workspace-chart'), {
      targetPosition: { x, y },
    });
    const id = (await this.idsOf(type)).find((candidate) => !before.has(candidate));
    if (!id) throw new Error(`No ${type} node came into being.`);
    return id;
  }

  /** Ids of all nodes or config nodes of a type. */
  idsOf(type: string): Promise<string[]> {
    return this.page.evaluate((wanted) => {
      const ids = window.RED.nodes.filterNodes({ type: wanted }).map(({ id }) => id);
      window.RED.nodes.eachConfig((node) => {
        if (node.type === wanted) ids.push(node.id);
      });
      return ids;
    }, type);
  }

  /** A property of a node as the editor holds it. */
  property(id: string, name: string): Promise<unknown> {
    return this.page.evaluate(([node = '', key = '']) => window.RED.nodes.node(node)?.[key], [id, name]);
  }

  onWorkspace(id: string): Locator {
    return this.page.locator(`g[id="${id}"]`);
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

  async deploy(): Promise<void> {
    const deployed = this.#deployed();
    await this.page.locator('#red-ui-header-button-deploy').click();
    await deployed;
  }

  /** Deploys also what the editor calls not properly configured, such as an example without an account. */
  async deployAnyway(): Promise<void> {
    const deployed = this.#deployed();
    await this.page.locator('#red-ui-header-button-deploy').click();
    const confirm = this.page.locator('.red-ui-notification button.primary');
    // Without such a question there is nothing to click on, which is no fault.
    await Promise.race([deployed, confirm.click().catch(() => deployed)]);
    await deployed;
  }

  /** The button is grey again before the flows are there, and the notice that they are comes later. */
  async #deployed(): Promise<void> {
    await this.page.waitForResponse(
      (response) => response.request().method() === 'POST' && new URL(response.url()).pathname === '/flows',
    );
    await this.page.locator('#red-ui-header-button-deploy.disabled').waitFor();
  }

  /** Presses the button of an inject node. */
  async inject(id: string): Promise<void> {
    await this.onWorkspace(id).locator('.red-ui-flow-node-button-button').click();
  }

  async showDebug(): Promise<void> {
    await this.page.evaluate(() => window.RED.sidebar.show('debug'));
  }

  /** Messages in the debug sidebar, the oldest first. */
  get debugMessages(): Locator {
    return this.page.locator('.red-ui-debug-content-list .red-ui-debug-msg');
  }

  /** Draws a wire from a node's first output to another node's input. */
  async connect(from: string, to: string): Promise<void> {
    const output = this.onWorkspace(from).locator('.red-ui-flow-port-output .red-ui-flow-port').first();
    await output.dragTo(this.onWorkspace(to).locator('.red-ui-flow-port-input .red-ui-flow-port'));
  }

  /** Imports nodes as text, by the dialog that the keys open, and puts them down. */
  async import(flow: string): Promise<void> {
    await this.page.locator('#red-ui-workspace-chart').press('ControlOrMeta+i');
    await this.page.locator('#red-ui-clipboard-dialog-import-text').fill(flow);
    await this.page.locator('#red-ui-clipboard-dialog-ok').click();
    await this.page.locator('#red-ui-clipboard-dialog').waitFor({ state: 'hidden' });
    await this.page.locator('#red-ui-workspace-chart').click({ position: { x: 400, y: 400 } });
  }

  /** Types of nodes that the editor does not know. */
  unknownNodes(): Promise<string[]> {
    return this.page.evaluate(() =>
      window.RED.nodes
        .filterNodes({ type: 'unknown' })
        .map(({ id }) => String(window.RED.nodes.node(id)?.name)),
    );
  }

  /** What Export would give. */
  exported(): Promise<object[]> {
    return this.page.evaluate(() => window.RED.nodes.createCompleteNodeSet());
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
