import assert from 'node:assert/strict';
import { isBrokenOff, unreachable } from '#nodes/lib/download/trouble';
import { PlateError } from '#nodes/lib/errors';

describe('a connection that the camera ended', () => {
  for (const code of ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']) {
    it(`is worth another one, and called broken off (${code})`, () => {
      const error = Object.assign(new Error(code), { code });

      assert.ok(isBrokenOff(error));
      const told = unreachable('The camera at 10.0.0.5', error);
      assert.ok(told instanceof PlateError);
      assert.deepEqual([told.message, told.retryable], [`The camera at 10.0.0.5 broke off (${code}).`, true]);
    });
  }
});
