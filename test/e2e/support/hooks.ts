import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBrowser, launch, quit } from './browser';
import { openEditors } from './editor';
import { stopScenes } from './scene';

const FAILURES = resolve(__dirname, '../../../e2e-failures');

/** A machine without a browser skips these tests, and says so. */
export function mochaGlobalSetup(): void {
  if (findBrowser()) return;
  process.stdout.write('e2e skipped: no Chromium found; CHROMIUM may name one.\n');
  process.exit(0);
}

export const mochaHooks = {
  async beforeAll(): Promise<void> {
    await launch();
  },

  /** Leaves a picture of what was seen when a test fails. */
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return;
    mkdirSync(FAILURES, { recursive: true });
    const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
    for (const [i, { page }] of [...openEditors].entries()) {
      await page.screenshot({ path: join(FAILURES, `${name}-${i}.png`) }).catch(() => undefined);
    }
  },

  async afterAll(): Promise<void> {
    await stopScenes();
    await quit();
  },
};
