import assert from 'node:assert/strict';
import { createEncoders, MOST_BYTES } from '#nodes/lib/huawei/base64';
import { giveBack, startCall, takeEncoder } from '#nodes/lib/huawei/encoders';
import { noise } from '../headers';

const MB = 1e6;
/** V8 of Node 24, which needs strings to collect small pictures cheaply. */
const STRINGS_HELP = Number.parseInt(process.versions.v8, 10) >= 13;

describe('the two ways of an encoder into its own memory', () => {
  const [first, second] = createEncoders(2);
  assert.ok(first && second);

  for (const length of [0, 1, 2, 3, 11, 12, 13, MOST_BYTES - 1, MOST_BYTES]) {
    it(`give the same text of ${length} bytes, between what stands around it`, () => {
      const part = noise(length);
      const wanted = `{"image":"${part.toString('base64')}"}`;

      for (const encoder of [first, first.byStrings]) {
        const text = Buffer.from(encoder.encode('{"image":"', part, '"}')).toString('latin1');
        assert.ok(text === wanted);
      }
    });
  }

  it('leave alone the text of another encoder', () => {
    const part = noise(MOST_BYTES);
    for (const [one, other] of [
      [first, second.byStrings],
      [second.byStrings, first],
    ] as const) {
      const text = one.encode('', part, '');
      other.encode('{"image":"', noise(MOST_BYTES).fill(7), '"}');

      assert.ok(Buffer.from(text).toString('latin1') === part.toString('base64'));
    }
  });
});

describe('an encoder that is taken', () => {
  function wayWith(bytesUnderWay: readonly number[]): 'strings' | 'vectors' {
    const ends = bytesUnderWay.map((bytes) => startCall((bytes / 3) * 4));
    const lease = takeEncoder();
    giveBack(lease);
    for (const end of ends) end();
    assert.ok(lease.own);
    return lease.encoder === lease.own ? 'vectors' : 'strings';
  }

  it('goes by strings where V8 collects young objects late and these pictures are young', () => {
    assert.equal(wayWith([7.4 * MB, 7.4 * MB]), STRINGS_HELP ? 'strings' : 'vectors');
  });

  it('goes by vectors where more is under way than can stay young', () => {
    assert.equal(wayWith([5 * MB, 5 * MB, 5 * MB, 5 * MB]), 'vectors');
  });

  it('counts no call that has ended', () => {
    assert.equal(wayWith([20 * MB]), 'vectors');
    assert.equal(wayWith([1 * MB]), STRINGS_HELP ? 'strings' : 'vectors');
  });
});
