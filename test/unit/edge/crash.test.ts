import assert from 'node:assert/strict';
import { isCrash } from '#nodes/lib/edge/crash';

describe('a process that ended', () => {
  for (const [end, code, signal] of [
    ['by a signal of its processor', null, 'SIGSEGV'],
    ['by giving itself up', null, 'SIGABRT'],
    ['by giving itself up, on Windows', 134, null],
    ['by a check of V8 that failed', null, 'SIGTRAP'],
    ['by a check of V8 that failed, on Windows', 0x80000003, null],
    ['by an access violation, on Windows', 0xc0000005, null],
    ['by an illegal instruction, on Windows', 0xc000001d, null],
  ] as const) {
    it(`crashed where it did so ${end}`, () => {
      assert.equal(isCrash(code, signal), true);
    });
  }

  for (const [end, code, signal] of [
    ['well', 0, null],
    ['by an error that nobody caught', 1, null],
    ['by what somebody sent it', null, 'SIGKILL'],
    ['by Ctrl-C, where it does not hear it', null, 'SIGINT'],
  ] as const) {
    it(`did not crash where it did so ${end}`, () => {
      assert.equal(isCrash(code, signal), false);
    });
  }
});
