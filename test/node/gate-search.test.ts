import assert from 'node:assert/strict';
import { normalize } from '#nodes/lib/gate/normalize';
import { loadHelpers } from './gate-dialog-scripts';

describe('the search in the dialog of license-plate-gate', () => {
  const { bare } = loadHelpers().gatecamGateList;

  it('compares as the running gate does, whatever character a plate is written with', () => {
    const planes = Array.from({ length: 0x20000 }, (_, code) => code);
    const tags = Array.from({ length: 0x1000 }, (_, i) => 0xe0000 + i);

    const different = [...planes, ...tags].filter((code) => {
      const plate = `京a${String.fromCodePoint(code)}1`;
      return bare(plate) !== normalize(plate);
    });

    assert.deepEqual(different, []);
  });

  it('looks for nothing where there is nothing', () => {
    assert.deepEqual([bare(undefined), bare(null), bare('')], ['', '', '']);
  });
});
