import { badField, PlateError } from './errors';

/**
 * Reads saved properties as they really arrive: the editor saves numbers as text, old flows lack new properties, and
 * `${ENV}` gives text or nothing. Missing or `''` means the default; anything else unfit is `BAD_CONFIG` by name.
 */
export class Settings {
  constructor(
    private readonly nodeType: string,
    private readonly saved: Readonly<Record<string, unknown>>,
  ) {}

  text(field: string, standard = ''): string {
    const value = this.#value(field, standard);
    if (typeof value !== 'string' && typeof value !== 'number') throw this.bad(field, 'must be text');
    return String(value).trim();
  }

  number(field: string, standard: number, { min, max, whole = false }: NumberRule): number {
    const value = this.#value(field, standard);
    const isNumeric = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
    const number = isNumeric ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max) || (whole && !Number.isInteger(number))) {
      throw this.bad(field, `must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
    }
    return number;
  }

  choice<const T extends string>(field: string, choices: readonly T[], standard: T): T {
    const value = this.#value(field, standard);
    const choice = choices.find((name) => name === value);
    if (choice === undefined) throw this.bad(field, `must be one of: ${choices.join(', ')}`);
    return choice;
  }

  flag(field: string, standard: boolean): boolean {
    const value = this.#value(field, standard);
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.bad(field, 'must be true or false');
  }

  bad(field: string, rule: string): PlateError {
    return badField(this.nodeType, field, rule);
  }

  missing(field: string): PlateError {
    return new PlateError('NOT_CONFIGURED', 'config', `${this.nodeType}: the field "${field}" is empty.`);
  }

  #value(field: string, standard: unknown): unknown {
    const value = this.saved[field];
    return value === undefined || value === null || value === '' ? standard : value;
  }
}

interface NumberRule {
  min: number;
  max: number;
  whole?: boolean;
}
