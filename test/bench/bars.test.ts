import assert from 'node:assert/strict';
import { isHeld, judge, type Row } from './bars';
import type { Contender } from './flows';
import type { Figures } from './load';
import type { Measured } from './matrix';

function figures(changed: Partial<Figures>): Figures {
  return { count: 8, rate: 1, p50: 1, p90: 1, p99: 1, cpu: 1, peakRss: 1, loopDelay: 0, ...changed };
}

function cell(contender: Contender, size: number, passes: Partial<Figures>[]): Measured {
  return { contender, size, concurrency: 8, delay: 0, passes: passes.map(figures) };
}

function rowsOf(cells: Measured[]): Row[] {
  const start = { ms: 1000, rss: 100 };
  return judge({
    cells,
    loop: [figures({ loopDelay: 4 }), figures({ loopDelay: 6 }), figures({ loopDelay: 5 })],
    waiting: [{ waiting: 10, worst: 20 }],
    queue: [],
    startup: { without: [start, start], with: [{ ms: 1031, rss: 104 }] },
  });
}

function row(rows: readonly Row[], name: RegExp): Row {
  const found = rows.find((each) => name.test(each.name));
  assert.ok(found, String(name));
  return found;
}

describe('the bars of the bench', () => {
  it('compare passes that ran right after each other, not the best with the worst', () => {
    const rows = rowsOf([
      cell('ours', 1, [{ rate: 700 }, { rate: 400 }, { rate: 640 }]),
      cell('core', 1, [{ rate: 100 }, { rate: 50 }, { rate: 80 }]),
    ]);

    const { value } = row(rows, /core way, 1 MB/);

    assert.deepEqual(value, { median: 8, min: 7, max: 8 });
  });

  it('are held at the bar itself, and missed beside it', () => {
    const rows = rowsOf([]);

    assert.equal(isHeld(row(rows, /event-loop/)), true);
    assert.equal(isHeld(row(rows, /start-up/)), false);
    assert.equal(isHeld(row(rows, /memory at start/)), true);
  });

  it('are missed where nothing was measured', () => {
    assert.equal(isHeld(row(rowsOf([]), /core way, 5 MB/)), false);
  });

  it('do not judge what is only shown', () => {
    assert.equal(isHeld(row(rowsOf([]), /worst moment/)), undefined);
  });
});
