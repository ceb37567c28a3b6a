import assert from 'node:assert/strict';
import { answers } from '../emulator';
import { useScene } from './support/scene';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };

describe('"Check" in the service dialog', () => {
  const scene = useScene();

  beforeEach(async () => {
    await scene().show(scene().service, { ...READER, wires: [[], []] });
    await scene().editor.edit('reader');
    await scene().editor.editService();
  });

  /** Presses the button and gives the lines that come: `+` works, `-` does not. */
  async function check(): Promise<string[]> {
    const { page } = scene().editor;
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.locator('.license-plate-check i:is(.fa-check, .fa-times)').first().waitFor();
    return page
      .locator('.license-plate-check li')
      .evaluateAll((lines) =>
        lines.map((line) => `${line.querySelector('.fa-check') ? '+' : '-'} ${line.textContent?.trim()}`),
      );
  }

  function assertLines(lines: string[], ...expected: RegExp[]): void {
    assert.equal(lines.length, expected.length, lines.join('\n'));
    for (const [i, line] of lines.entries()) assert.match(line, expected[i] ?? /^$/);
  }

  it('finds all well with the deployed login, which the browser never sees', async () => {
    const billed = scene().emulator.billed;

    const lines = await check();

    assertLines(
      lines,
      /^\+ Address: 127/,
      /^\+ Connection/,
      /^\+ Login/,
      /^\+ Service: .*nothing was billed/,
    );
    assert.equal(scene().emulator.billed, billed);
  });

  it('says to a screen reader what works and what does not', async () => {
    await scene().editor.config('token').fill('MIInot-a-token');

    await check();

    const lines = scene().editor.page.locator('.license-plate-check li');
    assert.equal(await lines.getByRole('img', { name: 'works', exact: true }).count(), 2);
    assert.equal(await lines.getByRole('img', { name: 'does not work', exact: true }).count(), 1);
  });

  it('tells a wrong token that is not saved yet', async () => {
    await scene().editor.config('token').fill('MIInot-a-token');

    const lines = await check();

    assertLines(lines, /^\+ Address/, /^\+ Connection/, /^- Login: APIG/);
  });

  it('tells a region in which the service is not open', async () => {
    scene().emulator.misbehave({ fault: 'early', answer: answers.refusal('ModelArts.4204') });

    const lines = await check();

    assertLines(lines, /^\+ Address/, /^\+ Connection/, /^\+ Login/, /^- Service: ModelArts\.4204.*region/);
  });

  it('tells a service that is not there', async () => {
    await scene().emulator.stop();

    const lines = await check();

    await scene().emulator.restart();
    assertLines(lines, /^\+ Address/, /^- Connection: NETWORK.*ECONNREFUSED/);
  });

  it('sends no saved secret to another address than the deployed one', async () => {
    const { emulator, editor } = scene();
    const calls = emulator.callCount;
    await editor.config('endpoint').fill(emulator.url.replace('127.0.0.1', 'localhost'));

    const lines = await check();

    assertLines(lines, /^- Settings: .*must be typed again/);
    assert.equal(emulator.callCount, calls);
  });

  it('logs in with what was just typed', async () => {
    const { emulator, editor } = scene();
    await editor.config('auth').selectOption('password');
    await editor.config('account').fill('gatecam');
    await editor.config('username').fill('camera');
    await editor.config('password').fill('let-me-in');
    await editor.config('iamEndpoint').fill(emulator.url);
    await editor.config('token').evaluate((input: HTMLInputElement) => {
      input.value = '';
    });

    const lines = await check();

    assertLines(lines, /^\+ Address/, /^\+ Connection/, /^\+ Login/, /^\+ Service/);
  });

  it('reads a drawn plate with the embedded reader', async () => {
    await scene().editor.config('engine').selectOption('edge');

    const lines = await check();

    assertLines(lines, /^\+ Reader: read .+ in a drawn picture/);
  });

  for (const [field, type] of [
    ['tls', 'tls-config'],
    ['proxy', 'http proxy'],
  ] as const) {
    it(`asks to deploy first where the "${field}" was just added`, async () => {
      const { editor } = scene();
      await scene().show(scene().service, { ...READER, wires: [[], []] });
      await editor.import(JSON.stringify([{ id: 'new', type, name: 'New', url: 'http://127.0.0.1:1' }]));
      await editor.edit('reader');
      await editor.editService();
      await editor.config(field).selectOption({ label: 'New' });

      assertLines(await check(), /^- The TLS configuration or proxy was added or changed: deploy first/);
    });
  }

  it('asks with what a saved environment variable stands for', async () => {
    const { editor } = scene();
    const variables = [{ name: 'ENGINE', value: 'edge', type: 'str' }];
    await scene().show(
      { id: 'environment', type: 'global-config', env: variables },
      { ...scene().service, engine: '$' + '{ENGINE}' },
      { ...READER, wires: [[], []] },
    );
    await editor.edit('reader');
    await editor.editService();

    const lines = await check();

    assertLines(lines, /^\+ Reader: read .+ in a drawn picture/);
  });
});
