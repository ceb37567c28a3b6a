import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ledger, Spent } from './budget';
import { parseJson } from './json';

/**
 * Keeps the count in a file of one service node; `undefined` keeps it in memory only, as does a file that cannot be
 * written, after one `warn()`.
 */
export function budgetFile(path: string | undefined, warn: () => void): Ledger {
  let writable = path !== undefined;
  const giveUp = () => {
    writable = false;
    warn();
  };
  return {
    load: async () =>
      path === undefined ? undefined : spentFrom(await readFile(path, 'utf8').catch(() => '')),
    save: async (spent) => {
      if (path !== undefined && writable) await replace(path, JSON.stringify(spent)).catch(giveUp);
    },
  };
}

/** Whoever reads meanwhile, or after a crash, sees the old text or the new one, never a part. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

function spentFrom(text: string): Spent | undefined {
  const { day, calls } = parseJson(text) ?? {};
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return typeof calls === 'number' && calls >= 0 ? { day, calls } : undefined;
}
