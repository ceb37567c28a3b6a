import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { answers, type Emulator } from '../emulator';
import { drawDemoPicture } from '../fixtures/draw/demo';
import { encode } from '../fixtures/encode';
import { describeWithBrowser, launchBrowser } from './support/browser';
import { Example } from './support/example';
import { plateOf } from './support/plates';
import { eventually, type Running, Stage } from './support/stage';

const PASSWORD = 'open sesame';

describeWithBrowser('the page of the example "Gate console"', function () {
  this.timeout(180_000);
  const stage = new Stage();
  let browser: Browser;
  let emulator: Emulator;
  let running: Running;
  const complaints: string[] = [];

  before(async () => {
    browser = await launchBrowser();
    const picture = await encode(drawDemoPicture('blue-car').pixels, 'jpeg');
    const example = new Example('Gate console');
    emulator = await stage.emulate(example, { plates: [plateOf('京A12345')] });
    const camera = await stage.thing((_request, response) => response.end(picture));
    example
      .set('Snapshot', { url: camera.url, authType: '' })
      .set('Gate console', { credentials: { GATE_PASSWORD: PASSWORD } })
      .set('license-plate-gate', { rearm: 0 });
    running = await stage.run(example);
    await running.press('Look');
    await eventually(() => emulator.callCount === 1);
    emulator.answer(answers.plates(plateOf('沪B<b>7890')));
    await running.press('Look');
    await eventually(() => emulator.callCount === 2);
  });

  after(async () => {
    await browser?.close();
    await stage.clear();
  });

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    assert.deepEqual(complaints.splice(0), []);
  });

  async function open(locale = 'en-US', viewport = { width: 1200, height: 900 }): Promise<Page> {
    const httpCredentials = { username: 'me', password: PASSWORD };
    const context = await browser.newContext({ locale, viewport, httpCredentials });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${running.red.url}/flow/gate`);
    await page.locator('#events li').first().waitFor();
    return page;
  }

  it('shows the last picture with its box, plate, decision and reason', async () => {
    const page = await open();

    await page.locator('#box polygon').first().waitFor();
    assert.equal(await page.locator('#plate').textContent(), '沪B<b>7890');
    assert.equal(await page.locator('#decision').textContent(), 'denied: not listed, or other color');
    assert.equal(await page.locator('#image').getAttribute('alt'), 'Picture of 沪B<b>7890');
    assert.equal(
      await page.locator('polygon.edge').getAttribute('points'),
      '100,200 300,200 300,260 100,260',
    );
    assert.ok(
      await page
        .locator('#image')
        .evaluate((image) => 'naturalWidth' in image && Number(image.naturalWidth) > 0),
    );
  });

  it('finds events by plate, name and reason', async () => {
    const page = await open();

    for (const [words, plate] of [
      ['a123', '京A12345'],
      ['li na', '京A12345'],
      ['not listed', '沪B<b>7890'],
    ] as const) {
      await page.locator('#search').fill(words);
      assert.deepEqual(await page.locator('#events b').allTextContents(), [plate], words);
    }
  });

  it('shows an earlier event that is chosen, by keyboard too', async () => {
    const page = await open();

    await page.locator('#events button').last().focus();
    await page.keyboard.press('Enter');

    await page.locator('#plate', { hasText: '京A12345' }).waitFor();
    assert.equal(await page.locator('#decision').textContent(), 'allowed: on the list');
  });

  it('speaks Chinese to a Chinese browser, and either on demand', async () => {
    const page = await open('zh-CN');

    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.equal(await page.locator('h1').textContent(), '道闸');
    assert.equal(await page.locator('#decision').textContent(), '拒绝：未登记或颜色不符');
    assert.match((await page.locator('#facts').textContent()) ?? '', /判定前 \d+\.\d 秒拍摄$/);
    await page.locator('#language').click();
    assert.equal(await page.locator('h1').textContent(), 'Gate');
  });

  it('fits on a phone', async () => {
    const page = await open('zh-CN', { width: 360, height: 740 });

    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    const [button, row] = [
      await page.locator('#open').boundingBox(),
      await page.locator('#events button').first().boundingBox(),
    ];

    assert.ok(width <= 360, `${width} pixels`);
    assert.ok(button && button.height >= 44 && button.width > 250);
    assert.ok(row && row.height >= 44);
  });

  it('opens the gate by hand, once asked whether it should', async () => {
    const page = await open();
    let isSure = false;
    page.on('dialog', (dialog) => void (isSure ? dialog.accept() : dialog.dismiss()));

    await page.locator('#open').click();
    isSure = true;
    await page.locator('#open').click();

    await page.locator('#events b', { hasText: 'opened by hand' }).waitFor();
    const opened = (await running.seenBy('Open here')).filter(({ payload }) => payload === 'open');
    assert.equal(opened.length, 1);
  });

  it('says when the gate cannot be reached', async () => {
    const page = await open();

    await page.context().setOffline(true);

    await page.locator('#trouble', { hasText: 'No connection' }).waitFor();
    await page.context().setOffline(false);
    await page.locator('#trouble').waitFor({ state: 'hidden' });
    complaints.length = 0;
  });
});
