import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { WITHOUT_NATIVE } from './native-runtime';
import { processFailed } from './outcome';

/**
 * glibc raises these to the largest block that was ever freed, tens of MB after some photos, and keeps that much for each
 * thread instead of giving it back; set in the environment, at their default, they stay as they are (mallopt(3)).
 */
const MALLOC = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/** @param hasCrashed whether one before it did; then it does without a native runtime */
export function startProcess(script: string, hasCrashed: boolean): ChildProcess {
  const options: ForkOptions & { windowsHide: boolean } = {
    serialization: 'advanced',
    // Options of Node-RED's own, an inspector's port among them, are not for it.
    execArgv: ['--expose-gc'],
    env: { ...MALLOC, ...process.env, NODE_OPTIONS: '', ...(hasCrashed && { [WITHOUT_NATIVE]: '1' }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    windowsHide: true,
  };
  try {
    return fork(script, [], options);
  } catch (died) {
    throw died instanceof Error ? processFailed(died) : died;
  }
}
