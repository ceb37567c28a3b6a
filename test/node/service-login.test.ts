import assert from 'node:assert/strict';
import { jpegHeader } from '../emulator/pictures';
import { ServiceBench } from './service-bench';

const JPEG = jpegHeader(640, 480, 2000);

describe('license-plate-service', () => {
  let bench: ServiceBench;

  afterEach(() => bench.close());

  describe('logs in', () => {
    it('by password, without a project, once for all its nodes', async () => {
      const user = { account: 'gatecam', username: 'camera', password: 'let-me-in' };
      bench = await ServiceBench.open();
      const rig = await bench.deploy({
        service: { auth: 'password', iamEndpoint: bench.emulator.url, projectId: '' },
        credentials: { token: '', ...user },
        readers: 2,
      });

      const exits = await Promise.all([rig.send({ payload: JPEG }), rig.send({ payload: JPEG }, 'reader-2')]);

      assert.deepEqual(
        exits.map(({ by }) => by),
        ['plate', 'plate'],
      );
      assert.equal(bench.emulator.loginCount, 1);
    });

    it('by access key', async () => {
      bench = await ServiceBench.open();
      const credentials = {
        accessKey: 'AKIDEXAMPLE0123456AB',
        secretKey: 'SKEXAMPLEsecretKey0123456789abcdefABCDEF',
      };
      const rig = await bench.deploy({ service: { auth: 'aksk' }, credentials });

      assert.equal((await rig.send({ payload: JPEG })).by, 'plate');
      assert.equal(bench.emulator.calls[0]?.auth, 'signature');
    });

    it('no more than once with a wrong password, and shows that', async () => {
      bench = await ServiceBench.open();
      const rig = await bench.deploy({
        service: { auth: 'password', iamEndpoint: bench.emulator.url },
        credentials: { account: 'gatecam', username: 'camera', password: 'guess' },
      });

      const first = await rig.send({ payload: JPEG });
      const refused = rig.status;
      const second = await rig.send({ payload: JPEG });

      assert.deepEqual([first.msg.error?.code, second.msg.error?.code], ['HTTP_401', 'AUTH_HELD']);
      assert.match(String(second.msg.error?.hint), /credentials|凭据/);
      assert.equal(refused?.text, 'license-plate.status.auth');
      assert.deepEqual(rig.status, { fill: 'red', shape: 'ring', text: 'license-plate.status.login-held' });
    });
  });
});
