import { createRequire } from 'node:module';

/** Set in the environment of a process that follows one that crashed, which only native code does. */
export const WITHOUT_NATIVE = 'LICENSE_PLATE_READER_WITHOUT_NATIVE';

/**
 * The module of the faster native runtime, which users may install beside this package or where Node-RED runs; we never
 * depend on it.
 */
export function findNativeRuntime(): string | undefined {
  if (process.env[WITHOUT_NATIVE]) return undefined;
  try {
    return createRequire(__filename).resolve('onnxruntime-node', { paths: [__dirname, process.cwd()] });
  } catch {
    return undefined;
  }
}
