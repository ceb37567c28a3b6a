import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const chromiumPath = PLACES.find((place) => place && existsSync(place));

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: QUIET.split(' ') });
}

/** `describe`, where there is a browser; otherwise one line that says what is missing. */
export function describeWithBrowser(title: string, tests: (this: Mocha.Suite) => void): void {
  if (chromiumPath) describe(title, tests);
  else process.stdout.write(`Not tested, as there is no Chromium (CHROMIUM may name one): ${title}\n`);
}
