import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('the emulator as a peer', () => {
  it('shares no code with what it is to prove', () => {
    const compiled = readdirSync(__dirname).filter((name) => name.endsWith('.js'));
    const imports = compiled.flatMap((name) => {
      const text = readFileSync(join(__dirname, name), 'utf8');
      return [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, target]) => target ?? '');
    });

    const foreign = imports.filter((target) => !/^(node:|\.\/|\.\.\/contract\/)/.test(target));

    assert.ok(imports.length > 50);
    assert.deepEqual(foreign, []);
  });
});
