import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { answers, type Emulator, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { RealNodeRed } from './node-red';

const ROOT = resolve(__dirname, '../../..');
const MODULE = '@gatecam/node-red-license-plate';
/** The flags of Node-RED's palette manager: @node-red/registry, lib/installer.js. */
const PALETTE_FLAGS =
  '--no-audit --no-update-notifier --no-fund --save --save-prefix=~ --omit=dev --engine-strict'.split(' ');

describe('installed as the palette manager does', function () {
  this.timeout(120_000);
  let userDir: string;
  let emulator: Emulator;
  let red: RealNodeRed;

  before(async () => {
    userDir = mkdtempSync(join(tmpdir(), 'license-plate-smoke-'));
    writeFileSync(join(userDir, 'package.json'), '{"name": "node-red-project", "private": true}');
    const npm = (args: string[], cwd: string) =>
      execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
    npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', userDir], ROOT);
    const tarball = readdirSync(userDir).find((file) => file.endsWith('.tgz')) ?? '';
    npm(['install', ...PALETTE_FLAGS, join(userDir, tarball)], userDir);
    emulator = await startEmulator();
    red = await RealNodeRed.start(userDir, 'zh-CN');
  });

  after(async () => {
    await red?.stop();
    await emulator?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  it('loads every node without an error', async () => {
    const sets =
      await red.json<{ module: string; name: string; types: string[]; enabled: boolean; err?: string }[]>(
        '/nodes',
      );

    const ours = sets.filter(({ module }) => module === MODULE);
    assert.deepEqual(ours.map(({ name }) => name).toSorted(), [
      'license-plate',
      'license-plate-gate',
      'license-plate-service',
    ]);
    for (const { name, types, enabled, err } of ours)
      assert.deepEqual([types, enabled, err], [[name], true, undefined]);
  });

  it('brings its icons', async () => {
    const icons = await red.json<Record<string, string[]>>('/icons');

    assert.deepEqual(icons[MODULE]?.toSorted(), ['license-plate-gate.svg', 'license-plate.svg']);
  });

  for (const [language, label] of [
    ['en-US', 'license plate'],
    ['zh-CN', '车牌识别'],
  ]) {
    it(`speaks ${language}`, async () => {
      const catalogue = await red.json<Record<string, { label: string }>>(
        `/locales/${MODULE}/license-plate?lng=${language}`,
      );

      assert.equal(catalogue['license-plate']?.label, label);
    });
  }

  it('lists its examples in the Import menu', async () => {
    const examples = await red.json<object>(`/library/examples/flows/${MODULE}`);

    assert.ok(JSON.stringify(examples).includes('Read a plate'));
  });

  it('answers by both outputs, in the language of its runtime', async () => {
    await red.deploy(flowAround(emulator));

    const good = await red.post<{ plate_number: string }>('/read', Buffer.from(jpegHeader(640, 480, 5000)));
    emulator.answer(answers.refusal('ModelArts.4204'));
    const bad = await red.post<{ code: string; hint: string }>(
      '/read',
      Buffer.from(jpegHeader(640, 480, 5000)),
    );

    assert.equal(good.body.plate_number, '京XXXXX');
    assert.equal(bad.body.code, 'ModelArts.4204');
    assert.match(bad.body.hint, /开通/);
  });

  it('finds its second output inside a subflow, too', async () => {
    await red.deploy(insideSubflow(flowAround(emulator)));

    const bad = await red.post<{ code: string }>('/read', Buffer.from('no picture'));

    assert.equal(bad.body.code, 'BAD_FORMAT');
  });

  it('keeps the token out of the flow file and out of what Node-RED prints', async () => {
    const flows = JSON.stringify(await red.json('/flows'));

    assert.equal(flows.includes(emulator.token), false);
    assert.equal(red.printed.includes(emulator.token), false);
    assert.ok(red.isRunning);
  });
});

function flowAround(emulator: Emulator): object[] {
  const tab = { z: 'tab', x: 100, y: 100 };
  return [
    { id: 'tab', type: 'tab', label: 'smoke' },
    {
      id: 'service',
      type: 'license-plate-service',
      endpoint: emulator.url,
      projectId: emulator.projectId,
      credentials: { token: emulator.token },
    },
    { id: 'in', type: 'http in', ...tab, url: '/read', method: 'post', wires: [['reader']] },
    { id: 'reader', type: 'license-plate', ...tab, service: 'service', wires: [['out'], ['why']] },
    {
      id: 'why',
      type: 'change',
      ...tab,
      rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'error', tot: 'msg' }],
      wires: [['out']],
    },
    { id: 'out', type: 'http response', ...tab, wires: [] },
  ];
}

/** The same flow with the reading node in a subflow, whose outputs are wired as the node's were. */
function insideSubflow(flow: object[]): object[] {
  const wires = [['out'], ['why']];
  const end = (port: number) => ({ x: 300, y: 100, wires: [{ id: 'inner', port }] });
  const subflow = {
    id: 'subflow',
    type: 'subflow',
    name: 'read',
    in: [{ x: 50, y: 100, wires: [{ id: 'inner' }] }],
    out: [end(0), end(1)],
  };
  const inner = {
    id: 'inner',
    type: 'license-plate',
    z: 'subflow',
    x: 100,
    y: 100,
    service: 'service',
    wires: [[], []],
  };
  const instance = { id: 'reader', type: 'subflow:subflow', z: 'tab', x: 100, y: 100, wires };
  return [subflow, inner, ...flow.filter((node) => !('id' in node && node.id === 'reader')), instance];
}
