import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sinon from 'sinon';
import { findNativeRuntime, WITHOUT_NATIVE } from '#nodes/lib/edge/native-runtime';
import { loadNetworks } from '#nodes/lib/edge/runtime';

/** A runtime whose network answers with how many numbers it was given. */
const WORKING = `
exports.Tensor = class { constructor(type, data, dims) { Object.assign(this, { type, data, dims }); } };
exports.InferenceSession = {
  create: async (model, { executionProviders: [provider] }) => ({
    inputNames: ['x'],
    outputNames: ['y'],
    run: async ({ x }) => {
      if (provider !== 'cpu') throw new Error(provider);
      return { y: { data: Float32Array.of(x.data.length), dims: [1] } };
    },
  }),
};
`;

describe('a native runtime', function () {
  // Where it does not work, another is compiled instead, and the machine may be busy.
  this.timeout(60_000);
  let folder: string;
  let before: string | undefined;

  /** As users install it where Node-RED runs. */
  function install(script: string): string {
    const path = join(folder, 'node_modules', 'onnxruntime-node');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'index.js'), script);
    return path;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'native-'));
    before = process.env[WITHOUT_NATIVE];
    delete process.env[WITHOUT_NATIVE];
  });

  afterEach(() => {
    sinon.restore();
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env[WITHOUT_NATIVE];
    else process.env[WITHOUT_NATIVE] = before;
  });

  it('is found where Node-RED runs, unless one crashed before', () => {
    install('');
    sinon.stub(process, 'cwd').returns(folder);

    assert.match(findNativeRuntime() ?? '', /onnxruntime-node/);

    process.env[WITHOUT_NATIVE] = '1';
    assert.equal(findNativeRuntime(), undefined);
  });

  it('is used where it works', async () => {
    const { findText } = await loadNetworks(install(WORKING));

    const { data } = await findText({ data: new Float32Array(7), dims: [7] });

    assert.deepEqual([...data], [7]);
  });

  for (const [flaw, script] of [
    ['was built for another machine', 'throw new Error("invalid ELF header")'],
    [
      'does not know the models',
      'exports.InferenceSession = { create: async () => { throw new Error("opset") } }',
    ],
    ['is something else', 'module.exports = 1'],
  ] as const) {
    it(`is done without where it ${flaw}`, async () => {
      const { findText, classes } = await loadNetworks(install(script));

      const { dims } = await findText({ data: new Float32Array(3 * 32 * 32), dims: [1, 3, 32, 32] });

      assert.deepEqual([...dims], [1, 1, 32, 32]);
      assert.ok(classes.length > 0);
    });
  }
});
