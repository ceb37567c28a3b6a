import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import whole from 'undici';
import { coreFrom, undiciCore } from '#nodes/lib/undici';

const load = createRequire(__filename);
const MODULE = load.resolve('#nodes/lib/undici');

describe('what every call needs of undici', () => {
  it('is what its entry has, so that what comes from the one passes for the other', () => {
    const { Pool, buildConnector, errors } = undiciCore();

    assert.equal(Pool, whole.Pool);
    assert.equal(buildConnector, whole.buildConnector);
    assert.equal(errors.SocketError, whole.errors.SocketError);
  });

  it('comes without fetch, caches and the rest', () => {
    const script = `require(${JSON.stringify(MODULE)}).undiciCore();
      console.log(JSON.stringify(Object.keys(require.cache)))`;
    const files = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }),
    ) as string[];
    const loaded = files
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.includes('/undici/'));

    assert.ok(loaded.some((file) => file.endsWith('/lib/dispatcher/pool.js')));
    assert.deepEqual(
      loaded.filter((file) => /\/undici\/index\.js|\/lib\/(web|cache|mock|interceptor)\//.test(file)),
      [],
    );
  });

  for (const file of ['dispatcher/pool.js', 'core/connect.js', 'core/errors.js']) {
    it(`comes from the entry once lib/${file} has moved`, () => {
      const core = coreFrom((name) => {
        if (name.endsWith(file)) throw new Error(`Cannot find module '${name}'`);
        return load(name) as unknown;
      });

      assert.equal(core, whole);
    });

    it(`comes from the entry once lib/${file} is not what it was`, () => {
      assert.equal(
        coreFrom((name) =>
          name.endsWith(file) ? { default: load(name) as unknown } : (load(name) as unknown),
        ),
        whole,
      );
    });
  }

  it('tells why undici cannot be loaded at all', () => {
    const missing = (name: string): never => {
      throw new Error(`Cannot find module '${name}'`);
    };

    assert.throws(() => coreFrom(missing), /Cannot find module 'undici'/);
  });
});
