import type { GateOptions } from './gate/gate';
import { Settings } from './settings';

export interface GateSettings extends GateOptions {
  list: ListSource;
}

/** Where the list comes from: the node itself, or what bears a name in context or in the environment. */
export type ListSource = { type: 'json'; value: unknown } | { type: 'flow' | 'global' | 'env'; name: string };

/** From 1 on a plate would pass for another that differs in a whole character. */
const MOST_TOLERANT = 0.9;

const DAY = 86_400;

/** The one parser of a saved `license-plate-gate` node. Throws `NOT_CONFIGURED` or `BAD_CONFIG` naming the field. */
export function parseGateSettings(saved: Readonly<Record<string, unknown>>): GateSettings {
  const settings = new Settings('license-plate-gate', saved);
  const listType = settings.choice('listType', ['json', 'flow', 'global', 'env'], 'json');
  const frames = settings.number('frames', 1, { min: 1, max: 100, whole: true });
  const agree = settings.number('agree', 1, { min: 1, max: 100, whole: true });
  if (agree > frames)
    throw settings.bad('agree', `must be at most the number of "frames", which is ${frames}`);
  return {
    list: listType === 'json' ? ownList(settings, saved.list) : { type: listType, name: nameOf(settings) },
    tolerance: settings.number('tolerance', 0, { min: 0, max: MOST_TOLERANT }),
    minConfidence: settings.number('minConfidence', 0.8, { min: 0, max: 1 }),
    maxAge: settings.number('maxAge', 15, { min: 0, max: DAY }),
    requireTime: settings.flag('requireTime', false),
    allowFallback: settings.flag('allowFallback', true),
    rearm: settings.number('rearm', 30, { min: 0, max: DAY }),
    frames,
    agree,
    frameTimeout: settings.number('frameTimeout', 3, { min: 0.1, max: 600 }),
  };
}

/** Text that is no JSON is not an empty list: `undefined` denies with `bad-list`. */
function ownList(settings: Settings, saved: unknown): ListSource {
  // The editor saves text; a flow written by hand may have the array itself.
  if (Array.isArray(saved)) return { type: 'json', value: saved };
  const text = settings.text('list', '[]');
  try {
    return { type: 'json', value: JSON.parse(text) };
  } catch {
    return { type: 'json', value: undefined };
  }
}

function nameOf(settings: Settings): string {
  const name = settings.text('list');
  if (name === '') throw settings.missing('list');
  return name;
}
