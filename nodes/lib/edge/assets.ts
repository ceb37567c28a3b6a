import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asPlateError } from '../errors';

/** Where the build puts the models and libraries that are published with the package. */
const FOLDER = join(__dirname, '..', '..', 'edge');
const requireAsset = createRequire(__filename);

export function assetPath(...names: string[]): string {
  return join(FOLDER, ...names);
}

/** Loads a vendored CommonJS module; the caller states the part of its interface that it uses. */
export function requireVendored<T>(...names: string[]): T {
  return requireAsset(assetPath(...names)) as T;
}

/** Loads a vendored ES module; the caller states the part of its interface that it uses. */
export async function importVendored<T>(...names: string[]): Promise<T> {
  return (await import(pathToFileURL(assetPath(...names)).href)) as T;
}

/** What `load` gives. Rejects with `UNEXPECTED` where it fails, for no picture is to blame for that. */
export async function loaded<T>(load: () => T | Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw asPlateError(error);
  }
}
