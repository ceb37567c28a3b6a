import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inPieces, whole } from '#nodes/lib/edge/pieces';
import type { Task } from '#nodes/lib/edge/tasks';

const PIECE = 128 * 1024;

describe('a picture in pieces', () => {
  for (const [length, count] of [
    [1, 0],
    [PIECE, 0],
    [PIECE + 1, 1],
    [3 * PIECE, 2],
    [3 * PIECE + 5, 3],
  ] as const) {
    it(`of ${length} bytes has ${count} before the last, and is the same when it is whole again`, () => {
      const bytes = randomBytes(length);

      const parts = inPieces(taskWith(bytes));

      assert.equal(parts.pieces.length, count);
      const again = whole(parts);
      assert.ok(bytes.equals(again.picture.bytes));
      assert.equal(again.picture.bytes.buffer.byteLength, length, 'has memory of its own');
      assert.deepEqual({ ...again, picture: null }, { ...taskWith(bytes), picture: null });
    });
  }
});

function taskWith(bytes: Uint8Array): Task {
  return { kind: 'read', alphabet: 'chinese', picture: { bytes, format: 'bmp', width: 1, height: 1 } };
}
