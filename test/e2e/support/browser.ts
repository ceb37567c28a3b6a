import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

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

export async function quit(): Promise<void> {
  await browser?.close();
}

export function findBrowser(): string | undefined {
  return PLACES.find((place) => place && existsSync(place));
}
