import assert from 'node:assert/strict';
import { faults } from '../emulator';
import { assertOneRouteEach, JPEG, usePlate } from './plate-bench';

describe('license-plate with the API', () => {
  const bench = usePlate();

  describe('the waiting room', () => {
    it('lets so many wait and refuses the next', async () => {
      bench.emulator.misbehave(faults.hold());
      const { send, rig } = await bench.startedFlow({ service: { concurrency: 1 }, plate: { waiting: 1 } });
      const first = send({ payload: JPEG });
      await bench.emulator.held();
      const second = send({ payload: JPEG });

      const { msg } = await send({ payload: JPEG });

      assert.deepEqual([msg.error?.code, msg.error?.category], ['BUSY', 'busy']);
      bench.emulator.release();
      assert.deepEqual([(await first).by, (await second).by], ['plate', 'plate']);
      assertOneRouteEach(rig);
    });

    it('drops the oldest for the newest where that is asked for', async () => {
      bench.emulator.misbehave(faults.hold());
      const { send } = await bench.startedFlow({
        service: { concurrency: 1 },
        plate: { waiting: '1', overflow: 'oldest' },
      });
      const first = send({ payload: JPEG });
      await bench.emulator.held();
      const oldest = send({ payload: JPEG, topic: 'oldest' });
      const newest = send({ payload: JPEG, topic: 'newest' });

      const { msg } = await oldest;

      assert.equal(msg.error?.code, 'SUPERSEDED');
      bench.emulator.release();
      assert.deepEqual([(await first).by, (await newest).by], ['plate', 'plate']);
    });

    it('never has more in work than the service allows', async () => {
      bench.emulator.misbehave(...Array.from({ length: 3 }, () => faults.hold()));
      const { send, rig } = await bench.startedFlow({ service: { concurrency: 3 } });

      const sent = Array.from({ length: 30 }, () => send({ payload: JPEG }));
      await bench.emulator.held(3);
      bench.emulator.release();
      const exits = await Promise.all(sent);

      assert.ok(exits.every(({ by }) => by === 'plate'));
      assert.equal(bench.emulator.maxInFlight, 3);
      assert.ok(bench.emulator.connections <= 3);
      assertOneRouteEach(rig);
    });
  });
});
