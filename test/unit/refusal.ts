import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { pictureFrom } from '#nodes/lib/picture';

/** Why a value is no picture, in words for the author of the flow. */
export function refusal(value: unknown): PlateError {
  try {
    pictureFrom(value);
  } catch (error) {
    assert.ok(error instanceof PlateError, String(error));
    assert.equal(error.category, 'input');
    assert.equal(error.retryable, false);
    assert.ok(error.hint, error.code);
    return error;
  }
  assert.fail('the value was taken for a picture');
}
