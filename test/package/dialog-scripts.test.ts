import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { basenames, textOf } from './project';

describe('the scripts of the dialogs', () => {
  for (const name of basenames('resources', '.js')) {
    it(`begin without each other, as the editor runs them in the order in which they arrive: ${name}`, () => {
      const window = {};

      runInNewContext(textOf('resources', `${name}.js`), { window });

      assert.equal(Object.keys(window).length, 1);
    });
  }
});
