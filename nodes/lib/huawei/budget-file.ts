import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseJson } from '../json';
import { systemCode } from '../system-code';
import type { Ledger, Spent } from './budget';

/** ms that reading or writing may take: a disk of the network may hang for good. */
const PATIENCE = 2000;

/** ms between tries to read or replace a file that somebody holds. */
const PAUSES = [10, 50, 250];

/** What this process knows of a file, however often its node is deployed anew. */
interface Known {
  /** What is under way hangs at worst: it takes one of the few threads that all of Node-RED has for files and names. */
  isBusy: boolean;
  reading?: Promise<Spent | undefined>;
  /** What the file held when it was last read or written. */
  held?: Spent | undefined;
  /** The last count, as long as the file does not hold it. */
  unwritten?: Spent | undefined;
}

const known = new Map<string, Known>();

/**
 * Keeps the count in a file of one service node, or in memory where there is none. What cannot be read in time, makes
 * no sense or cannot be written is warned of once; the next count is written all the same, as a full disk may not stay
 * full.
 */
export function budgetFile(path: string | undefined, warn: () => void, patience = PATIENCE): Ledger {
  if (path === undefined) return { load: async () => undefined, save: async () => {} };
  const file = known.get(path) ?? { isBusy: false };
  known.set(path, file);
  let hasWarned = false;
  const complain = (): undefined => {
    if (!hasWarned) warn();
    hasWarned = true;
  };
  const write = async (): Promise<void> => {
    file.isBusy = true;
    let written: Spent | undefined;
    while (file.unwritten && file.unwritten !== written) {
      written = file.unwritten;
      const isWritten = await replace(path, JSON.stringify(written)).then(() => true, complain);
      if (isWritten) file.held = written;
      if (isWritten && file.unwritten === written) file.unwritten = undefined;
    }
    file.isBusy = false;
  };
  const readOnce = (): Promise<Spent | undefined> => {
    file.isBusy = true;
    return read(path)
      .then((spent) => {
        file.held = spent;
      }, complain)
      .then(() => file.held)
      .finally(() => {
        file.isBusy = false;
        delete file.reading;
      });
  };
  return {
    load: async (late = () => {}) => {
      const { reading, unwritten } = file;
      if (unwritten) {
        complain();
        void reading?.then(late);
        return unwritten;
      }
      let isLate = false;
      const found = reading ?? readOnce();
      file.reading = found;
      void found.then((spent) => isLate && late(spent));
      return inTime(found, patience, () => {
        isLate = true;
        return complain();
      });
    },
    save: async (spent) => {
      file.unwritten = spent;
      if (!file.isBusy) await inTime(write(), patience, complain);
    },
  };
}

async function inTime<T>(work: Promise<T>, ms: number, late: () => undefined): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms);
  });
  try {
    return await Promise.race([work, lateness]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves with nothing where no file was written yet; rejects where there is one that does not tell. */
async function read(path: string): Promise<Spent | undefined> {
  try {
    return spentFrom(await onceFree(() => readFile(path, 'utf8')));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whoever reads meanwhile, or after a crash, sees the old text or the new one, never a part. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, text, { flush: true });
    await onceFree(() => rename(temporary, path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * On Windows a file can be neither read nor replaced at times while a virus scanner or a backup reads it, and many read a
 * file whenever it was written.
 */
async function onceFree<T>(act: () => Promise<T>): Promise<T> {
  for (const ms of PAUSES) {
    try {
      return await act();
    } catch (error) {
      if (!/^(EPERM|EACCES|EBUSY)$/.test(systemCode(error) ?? '')) throw error;
    }
    await pause(ms);
  }
  return act();
}

/** Throws where the text is none of ours. */
function spentFrom(text: string): Spent {
  const { day, calls, ran } = parseJson(text) ?? {};
  const isDay = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day);
  if (isDay && typeof calls === 'number' && calls >= 0) {
    return { day, calls, ran: typeof ran === 'number' && ran >= 0 ? ran : 0 };
  }
  throw new Error('This is no count of calls.');
}
