import assert from 'node:assert/strict';
import { normalize } from '#nodes/lib/gate/normalize';

describe('normalize', () => {
  for (const spelling of [
    '京a12345',
    '京A·12345',
    ' 京A 123-45 ',
    '京Ａ１２３４５',
    '京A・12345',
    '京\u200bA•12345',
    '京A–12345',
    '京ª12345',
  ]) {
    it(`takes ${JSON.stringify(spelling)} for 京A12345`, () => {
      assert.equal(normalize(spelling), '京A12345');
    });
  }

  it('composes accents, so both ways to type an umlaut are one plate', () => {
    assert.equal(normalize('mü-ab 12'), normalize('MU\u0308AB12'));
  });

  it('composes once more what upper case took apart', () => {
    assert.equal(normalize('\u0390'), normalize('\u03aa\u0301'));
  });

  it('leaves nothing of a text that holds separators only', () => {
    assert.equal(normalize(' ·-•_. '), '');
  });

  it('keeps what is no separator, so that an unreadable place stays a difference', () => {
    assert.equal(normalize('京A12?45'), '京A12?45');
  });
});
