import assert from 'node:assert/strict';
import { quadOf } from '#nodes/lib/edge/geometry';
import { latinQuality } from '#nodes/lib/edge/latin-quality';
import { quality } from '#nodes/lib/edge/quality';
import { BLUE, candidate, GREEN, lineOf, WHITE } from './candidates';

describe('how much a line is like a Chinese plate', () => {
  it('is much for a clear plate', () => {
    assert.ok(quality(candidate('京A12345')) > 0.9);
  });

  it('is little for text that is no plate', () => {
    assert.ok(quality(candidate('好好京A12345好好')) < 0.3);
    assert.ok(quality(candidate('ABCDEFG')) < 0.2);
  });

  it('is nothing for a line of another shape', () => {
    const tall = quadOf({ x: 0, y: 0, width: 40, height: 80 });

    assert.equal(quality(candidate('京A12345', { quad: tall })), 0);
  });

  it('is less for seven characters on green, and for eight on blue', () => {
    assert.ok(
      quality(candidate('京A12345', { line: GREEN })) < quality(candidate('京A12345', { line: BLUE })),
    );
    assert.ok(
      quality(candidate('京AD12345', { line: BLUE })) < quality(candidate('京AD12345', { line: GREEN })),
    );
  });

  it('takes military plates only in white', () => {
    assert.ok(quality(candidate('VA30093', { line: WHITE })) > 0.5);
    assert.ok(quality(candidate('VA30093', { line: BLUE })) < 0.3);
  });
});

describe('how much a line is like a Latin plate', () => {
  it('is much for letters and digits', () => {
    assert.ok(latinQuality(candidate('RK882AG', { line: WHITE })) > 0.6);
  });

  it('is nothing for words and for long rows', () => {
    assert.equal(latinQuality(candidate('POLIZEI', { line: WHITE })), 0);
    assert.equal(latinQuality(candidate('24HRCOMPUTER', { line: WHITE })), 0);
  });

  it('is little for digits alone in light on dark, as cameras stamp them', () => {
    const stamp = lineOf(30, 30, 30, 255);

    assert.ok(latinQuality(candidate('20150511', { line: stamp })) < 0.5);
  });
});
