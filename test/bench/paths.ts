import { join } from 'node:path';

/** Folder of package.json, seen from `build/test/bench/`. */
export const ROOT = join(__dirname, '..', '..', '..');

/** What the bench installs and makes for itself. */
export const CACHE = join(ROOT, '.cache', 'bench');
