import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { openEditors } from './editor';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const FAILURES = resolve(__dirname, '../../../e2e-failures');

let browser: Browser | undefined;

export function launched(): Browser {
  if (!browser) throw new Error('The browser is not running.');
  return browser;
}

export async function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('There is no Chromium; CHROMIUM may name one.');
  browser = await chromium.launch({ executablePath, args: QUIET.split(' ') });
  return browser;
}

function findBrowser(): string | undefined {
  return PLACES.find((place) => place && existsSync(place));
}

/** Mocha: a machine without a browser skips these tests, and says so. */
export function mochaGlobalSetup(): void {
  if (findBrowser()) return;
  process.stdout.write('e2e skipped: no Chromium found; CHROMIUM may name one.\n');
  process.exit(0);
}

/** Mocha: one browser for all tests, and a picture of what was seen when one fails. */
export const mochaHooks = {
  async beforeAll(): Promise<void> {
    await launch();
  },

  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return;
    mkdirSync(FAILURES, { recursive: true });
    const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
    for (const editor of openEditors) {
      await editor.page.screenshot({ path: join(FAILURES, `${name}.png`) }).catch(() => undefined);
    }
  },

  async afterAll(): Promise<void> {
    await browser?.close();
  },
};
