import assert from 'node:assert/strict';
import { READER_HINTS } from '#nodes/lib/edge/hints';
import { answerOf, failureOf, processFailed } from '#nodes/lib/edge/outcome';
import { PlateError } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';

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

  for (const [message, hint] of [
    [
      'no available backend found. ERR: [wasm] RangeError: WebAssembly.Memory(): could not allocate memory',
      'reader-limits',
    ],
    ['WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance', 'reader-limits'],
    ["Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc", 'reader-limits'],
    ['Worker terminated due to reaching memory limit: JS heap out of memory', 'reader-limits'],
    ['Access to this API has been restricted. Use --allow-worker to manage permissions.', 'reader-limits'],
    ["ENOENT: no such file or directory, open '/x/recognizer.onnx'", 'reader-files'],
    ["Cannot find module '/x/ort.node.min.js'", 'reader-files'],
    ['x is undefined', 'UNEXPECTED'],
  ] as const) {
    it(`is hinted as what it is: ${message.slice(0, 40)}`, () => {
      assert.equal(arrived(new Error(message)).hint, { ...HINTS, ...READER_HINTS }[hint]);
    });
  }

  for (const [code, hint] of [
    ['EAGAIN', 'reader-limits'],
    ['EMFILE', 'reader-limits'],
    ['ENOENT', 'reader-files'],
  ] as const) {
    it(`is hinted as what it is where no process could be started: ${code}`, () => {
      assert.equal(
        processFailed(new Error(`spawn /usr/bin/node ${code}`)).hint,
        { ...HINTS, ...READER_HINTS }[hint],
      );
    });
  }
});
