import assert from 'node:assert/strict';
import fc from 'fast-check';
import { WaitingRoom } from '#nodes/lib/waiting-room';

describe('a waiting room', () => {
  it('lets out in the order of arrival', () => {
    const room = new WaitingRoom<string>(3, 'reject');
    for (const item of ['a', 'b', 'c']) assert.deepEqual(room.admit({ item, bytes: 1 }), []);

    assert.deepEqual([room.next(), room.next(), room.next(), room.next()], ['a', 'b', 'c', undefined]);
    assert.equal(room.size, 0);
  });

  it('turns the new one away when full, if it rejects', () => {
    const room = new WaitingRoom<string>(1, 'reject');
    room.admit({ item: 'a', bytes: 1 });

    assert.deepEqual(room.admit({ item: 'b', bytes: 1 }), ['b']);
    assert.equal(room.next(), 'a');
  });

  it('sends the oldest away when full, if it wants the freshest', () => {
    const room = new WaitingRoom<string>(2, 'oldest');
    room.admit({ item: 'a', bytes: 1 });
    room.admit({ item: 'b', bytes: 1 });

    assert.deepEqual(room.admit({ item: 'c', bytes: 1 }), ['a']);
    assert.deepEqual([room.next(), room.next()], ['b', 'c']);
  });

  it('sends as many of the oldest away as their bytes need', () => {
    const room = new WaitingRoom<string>(10, 'oldest', 100);
    for (const item of ['a', 'b', 'c']) room.admit({ item, bytes: 30 });

    assert.deepEqual(room.admit({ item: 'd', bytes: 70 }), ['a', 'b']);
    assert.deepEqual([room.next(), room.next()], ['c', 'd']);
  });

  for (const overflow of ['reject', 'oldest'] as const) {
    it(`turns everyone away without places (${overflow})`, () => {
      const room = new WaitingRoom<string>(0, overflow);

      assert.deepEqual(room.admit({ item: 'a', bytes: 0 }), ['a']);
      assert.equal(room.size, 0);
    });

    it(`is full at its bytes, to the byte (${overflow})`, () => {
      const room = new WaitingRoom<string>(10, overflow, 100);

      assert.deepEqual(room.admit({ item: 'a', bytes: 100 }), []);
      assert.equal(room.admit({ item: 'b', bytes: 1 }).length, 1);
    });

    it(`turns away whoever would never fit, and nobody else (${overflow})`, () => {
      const room = new WaitingRoom<string>(10, overflow, 100);
      room.admit({ item: 'a', bytes: 50 });

      assert.deepEqual(room.admit({ item: 'b', bytes: 101 }), ['b']);
      assert.equal(room.next(), 'a');
    });

    it(`has its bytes back from whoever left, was let out or was cleared (${overflow})`, () => {
      const room = new WaitingRoom<string>(2, overflow, 100);
      for (let round = 0; round < 5; round++) {
        assert.deepEqual(room.admit({ item: 'a', bytes: 100 }), []);
        assert.equal(room.next(), 'a');
        assert.deepEqual(room.admit({ item: 'b', bytes: 100 }), []);
        assert.deepEqual(room.clear(), ['b']);
      }
    });
  }

  it('holds 256 MiB of pictures', () => {
    const room = new WaitingRoom<number>(100_000, 'reject');
    const bytes = 7_500_000;
    let admitted = 0;
    while (room.admit({ item: admitted, bytes }).length === 0) admitted++;

    assert.equal(admitted, Math.floor((256 * 1024 * 1024) / bytes));
  });

  it('loses nobody and keeps both bounds, whatever comes and goes', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant('next' as const)));

    fc.assert(
      fc.property(
        fc.constantFrom('reject', 'oldest'),
        fc.integer({ min: 0, max: 5 }),
        steps,
        (overflow, places, all) => {
          const room = new WaitingRoom<{ id: number; bytes: number }>(places, overflow, 100);
          const inside = new Map<number, number>();
          for (const [id, step] of all.entries()) {
            if (step === 'next') {
              const item = room.next();
              assert.equal(item === undefined, inside.size === 0);
              if (item) assert.ok(inside.delete(item.id));
            } else {
              inside.set(id, step);
              for (const out of room.admit({ item: { id, bytes: step }, bytes: step }))
                assert.ok(inside.delete(out.id));
            }
            assert.equal(room.size, inside.size);
            assert.ok(inside.size <= places);
            assert.ok([...inside.values()].reduce((sum, bytes) => sum + bytes, 0) <= 100);
          }
          assert.deepEqual(
            room.clear().map(({ id }) => id),
            [...inside.keys()].toSorted((a, b) => a - b),
          );
        },
      ),
    );
  });
});
