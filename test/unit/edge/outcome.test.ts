import assert from 'node:assert/strict';
import { answerOf, failureOf } from '#nodes/lib/edge/outcome';
import { PlateError } from '#nodes/lib/errors';

/** What arrives of an error that went from a thread to the reader's process, and from there to Node-RED. */
function arrived(thrown: unknown): PlateError {
  const hop = (error: unknown): unknown => {
    try {
      return answerOf({ id: 1, failure: structuredClone(failureOf(error)) });
    } catch (received) {
      return received;
    }
  };
  const error = hop(hop(thrown));
  assert.ok(error instanceof PlateError);
  return error;
}

describe('a failure of the embedded reader on its way to Node-RED', () => {
  it('keeps the stack of a bug, for the log', () => {
    const bug = new TypeError('x is undefined');

    const { code, category, message, cause } = arrived(bug);

    assert.deepEqual([code, category, message], ['UNEXPECTED', 'internal', 'x is undefined']);
    assert.ok(cause instanceof Error);
    assert.equal(cause.stack, bug.stack);
  });

  it('has none where it is no bug', () => {
    const { code, cause } = arrived(new PlateError('BAD_FORMAT', 'input', 'm'));

    assert.deepEqual([code, cause], ['BAD_FORMAT', undefined]);
  });
});
