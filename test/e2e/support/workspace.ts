/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core';

/** What these tests ask the editor's own `RED` for. */
interface RedInBrowser {
  nodes: {
    filterNodes: (by: { type: string }) => { id: string }[];
    eachConfig: (visit: (node: { id: string; type: string }) => void) => void;
    node: (id: string) => Record<string, unknown> | null;
    createCompleteNodeSet: () => object[];
  };
  sidebar: { show: (id: string) => void };
  workspaces: { show: (id: string) => void };
  settings: { version: string };
}

declare global {
  interface Window {
    RED: RedInBrowser;
    jQuery: { _data: (element: Document, name: 'events') => Record<string, object[]> | undefined };
  }
}

/** Palette, workspace and debug sidebar of Node-RED's editor. The selectors hold on Node-RED 4.1 and 5. */
export class Workspace {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

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
    const text = this.page.locator('#red-ui-clipboard-dialog-import-text');
    await text.fill(flow);
    // The dialog looks at what it holds when a key is let go.
    await text.press('End');
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
}
