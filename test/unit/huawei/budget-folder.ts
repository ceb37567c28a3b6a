import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the files of budgets, made anew for each test of the `describe`, and how often one was warned of. */
export function useBudgetFolder() {
  const place = {
    folder: '',
    warnings: 0,
    warn: () => {
      place.warnings++;
    },
  };
  beforeEach(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'license-plate-'));
    place.warnings = 0;
  });
  // What nobody waited for may still be under way.
  afterEach(() => rm(place.folder, { recursive: true, maxRetries: 5 }));
  return place;
}
