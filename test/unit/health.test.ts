import assert from 'node:assert/strict';
import { Health } from '#nodes/lib/health';

describe('the health of a service', () => {
  it('is told to everybody who watches, at each change', () => {
    const health = new Health();
    const seen: [string, boolean][] = [];
    health.watch(() => seen.push(['a', health.offline]));
    health.watch(() => seen.push(['b', health.offline]));

    health.offline = true;
    health.offline = true;
    health.offline = false;

    assert.deepEqual(seen, [
      ['a', true],
      ['b', true],
      ['a', false],
      ['b', false],
    ]);
  });

  it('is told to nobody who has stopped watching', () => {
    const health = new Health();
    let seen = 0;
    const unwatch = health.watch(() => {
      seen++;
    });
    unwatch();

    health.offline = true;

    assert.equal(seen, 0);
  });
});
