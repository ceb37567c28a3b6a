import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

interface Car {
  plate: string;
  color?: string;
  name?: string;
  from?: string;
  until?: string;
}

interface Helpers {
  gatecamGateImport: {
    carsOf: (text: string) => { cars: Car[]; skipped: number; unknown?: string[]; isNoList?: boolean };
    textOf: (bytes: Uint8Array) => string;
    isWorkbook: (bytes: Uint8Array) => boolean;
  };
  gatecamGateList: {
    bare: (text: unknown) => string;
    parse: (text: string) => Car[] | undefined;
    stringify: (cars: object[]) => string;
    repeated: (cars: { plate: string }[]) => string[];
    problemsOf: (car: object) => Record<string, string>;
    faultsIn: (text: string) => number | undefined;
  };
}

/** The scripts of the dialog, as the editor loads them. */
export function loadHelpers(): Helpers {
  const window = {};
  for (const file of ['gate-import-dates.js', 'gate-import.js', 'gate-list.js']) {
    const code = readFileSync(join(__dirname, '../../../resources', file), 'utf8');
    runInNewContext(code, { window, TextDecoder });
  }
  return window as Helpers;
}

/** Values of another realm are never strictly equal to ours. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
