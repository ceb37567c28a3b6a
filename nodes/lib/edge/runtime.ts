import { readFile } from 'node:fs/promises';
import type { InferenceSession, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';
import { assetPath, requireVendored } from './assets';
import type { Network, Networks } from './network';

/** The part of ONNX Runtime that both its WASM and its native module offer. */
interface OnnxRuntime {
  InferenceSession: InferenceSessionFactory;
  Tensor: TensorConstructor;
  env: { logLevel?: string; wasm: { numThreads?: number } };
}

/** The files of the two networks. */
const MODELS = {
  detector: assetPath('models', 'detector.onnx'),
  recognizer: assetPath('models', 'recognizer.onnx'),
};

/** Loads both networks: with the user's native runtime if it works, otherwise with the vendored WASM. */
export async function loadNetworks(nativeRuntime: string | undefined, models = MODELS): Promise<Networks> {
  if (nativeRuntime !== undefined) {
    const load = () => require(nativeRuntime) as OnnxRuntime;
    const networks = await loadWith(load, 'cpu', models).catch(() => undefined);
    if (networks) return networks;
  }
  return loadWith(wasmRuntime, 'wasm', models);
}

function wasmRuntime(): OnnxRuntime {
  const runtime = requireVendored<OnnxRuntime>('onnxruntime', 'ort.node.min.js');
  runtime.env.logLevel = 'error';
  // Further threads would compete with the other readers: parallel pictures are faster than parallel pieces.
  runtime.env.wasm.numThreads = 1;
  return runtime;
}

async function loadWith(
  load: () => OnnxRuntime,
  provider: 'cpu' | 'wasm',
  models: typeof MODELS,
): Promise<Networks> {
  const runtime = load();
  const network = async (model: string): Promise<Network> => {
    const session = await runtime.InferenceSession.create(await readFile(model), {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    });
    return networkOf(session, runtime.Tensor);
  };
  return {
    findText: await network(models.detector),
    readText: await network(models.recognizer),
    classes: await readClasses(),
  };
}

function networkOf(session: InferenceSession, Tensor: TensorConstructor): Network {
  const [inputName = ''] = session.inputNames;
  const [outputName = ''] = session.outputNames;
  return async ({ data, dims }) => {
    const results = await session.run({ [inputName]: new Tensor('float32', data, dims) });
    const output = results[outputName];
    if (!(output?.data instanceof Float32Array)) throw new TypeError('The network gave no numbers');
    return { data: output.data, dims: output.dims };
  };
}

async function readClasses(): Promise<string[]> {
  return JSON.parse(await readFile(assetPath('models', 'classes.json'), 'utf8'));
}
