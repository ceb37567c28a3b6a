import { parseArgs } from 'node:util';

export interface Options {
  /** The bars only, in at most 90 s. */
  quick: boolean;
  nodeRed: '4' | '5';
  /** Whether the tables and the plot are written to `docs/`. */
  write: boolean;
  /** A folder of JPEG pictures for the embedded reader; missing: the drawn ones. */
  pictures?: string;
}

/** Throws where an option is unknown or makes no sense. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      'node-red': { type: 'string', default: '4' },
      write: { type: 'boolean', default: false },
      pictures: { type: 'string' },
    },
  });
  const { quick, write, pictures, 'node-red': nodeRed } = values;
  if (nodeRed !== '4' && nodeRed !== '5') throw new Error('--node-red is 4 or 5.');
  return { quick, nodeRed, write, ...(pictures !== undefined && { pictures }) };
}
