import assert from 'node:assert/strict';
import sinon from 'sinon';
import { TimedWork } from '#nodes/lib/deadline';
import { type Category, PlateError } from '#nodes/lib/errors';
import { withFallback } from '#nodes/lib/fallback';
import type { Download } from '#nodes/lib/fetch-here';
import { type PictureBytes, pictureFromBytes } from '#nodes/lib/picture';
import type { Reader } from '#nodes/lib/reader';
import { FakeReader, PLATE } from './fake-reader';
import { png } from './headers';

const PICTURE = pictureFromBytes(png());
const URL_PICTURE = { kind: 'url', url: 'https://example.com/a.jpg' } as const;

/** A reader that knows how to close, and whether it was. */
class Closable extends FakeReader {
  closed = 0;
  override async close(): Promise<void> {
    this.closed++;
  }
}

describe('the embedded reader behind the service', () => {
  let service: Closable;
  let edges: Closable[];

  beforeEach(() => {
    service = new Closable();
    edges = [];
  });

  function join(download?: Download): Reader {
    const openEdge = () => {
      const edge = new Closable();
      edges.push(edge);
      return edge;
    };
    return withFallback(service, openEdge, download);
  }

  function failure(category: Category, code = 'X', attempts = 2): PlateError {
    return new PlateError(code, category, 'm', { attempts });
  }

  /** Lets promises settle that wait for nothing else. */
  async function settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }

  it('is not even opened while the service reads', async () => {
    const reading = join().read(PICTURE, new AbortController().signal);
    service.last.answer();

    assert.equal('fallback' in (await reading), false);
    assert.equal(edges.length, 0);
  });

  for (const category of ['network', 'timeout', 'service', 'quota'] as const) {
    it(`steps in for ${category}, and says why`, async () => {
      const reading = join().read(PICTURE, new AbortController().signal);
      service.last.fail(failure(category, 'CODE'));
      await settle();
      edges[0]?.last.answer({ engine: 'edge', attempts: 1 });

      const { engine, attempts, fallback, plates } = await reading;

      assert.deepEqual([engine, attempts, fallback, plates], ['edge', 2, 'CODE', [PLATE]]);
      assert.equal(edges[0]?.last.picture, PICTURE);
    });
  }

  for (const category of ['config', 'input', 'no-plate', 'auth', 'account', 'busy', 'internal'] as const) {
    it(`does not step in for ${category}`, async () => {
      const reading = join().read(PICTURE, new AbortController().signal);
      const error = failure(category);
      service.last.fail(error);

      await assert.rejects(reading, error);
      assert.equal(edges.length, 0);
    });
  }

  it('does not step in for a bug', async () => {
    const reading = join().read(PICTURE, new AbortController().signal);
    service.last.fail(new TypeError('oops'));

    await assert.rejects(reading, TypeError);
  });

  it('is opened once', async () => {
    const reader = join();
    for (let i = 0; i < 3; i++) {
      const reading = reader.read(PICTURE, new AbortController().signal);
      service.last.fail(failure('network'));
      await settle();
      edges[0]?.last.answer();
      await reading;
    }

    assert.equal(edges.length, 1);
  });

  it('finds no plate, and that is the outcome', async () => {
    const reading = join().read(PICTURE, new AbortController().signal);
    service.last.fail(failure('network', 'NETWORK'));
    await settle();
    edges[0]?.last.answer({ plates: [] });

    const { plates, fallback } = await reading;

    assert.deepEqual([plates, fallback], [[], 'NETWORK']);
  });

  it('fails, and that is the outcome, with the calls that were spent', async () => {
    const reading = join().read(PICTURE, new AbortController().signal);
    service.last.fail(failure('network', 'NETWORK', 3));
    await settle();
    edges[0]?.last.fail(new PlateError('BAD_FORMAT', 'input', 'm'));

    await assert.rejects(reading, { code: 'BAD_FORMAT', attempts: 3 });
  });

  describe('shares the time', () => {
    it('and gets what the service leaves when 60 % are over', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      try {
        const work = new TimedWork(1000, () => failure('timeout', 'TIMEOUT'));
        const reading = join().read(PICTURE, work.signal);
        clock.tick(599);
        const before = service.last.signal.aborted;
        clock.tick(1);
        await settle();
        edges[0]?.last.answer({ engine: 'edge' });

        assert.deepEqual([before, service.last.signal.aborted, work.signal.aborted], [false, true, false]);
        assert.equal((await reading).fallback, 'TIMEOUT');
        work.end();
      } finally {
        clock.restore();
      }
    });

    it('and is too slow: what went wrong with the service is told', async () => {
      const work = new TimedWork(60_000, () => failure('timeout', 'TIMEOUT'));
      const reading = join().read(PICTURE, work.signal);
      service.last.fail(failure('service', 'ModelArts.4403'));
      await settle();
      work.abort(failure('timeout', 'TIMEOUT'));
      work.end();

      await assert.rejects(reading, { code: 'ModelArts.4403', attempts: 2 });
    });

    it('and does not begin once the message is over', async () => {
      const work = new TimedWork(60_000, () => failure('timeout'));
      const reading = join().read(PICTURE, work.signal);
      const closed = new Error('closed');
      work.abort(closed);
      work.end();

      await assert.rejects(reading, closed);
      assert.equal(edges.length, 0);
    });
  });

  describe('reads a URL', () => {
    it('that is downloaded first', async () => {
      const asked: string[] = [];
      const download = async (url: string): Promise<PictureBytes> => {
        asked.push(url);
        return PICTURE;
      };
      const before = Date.now();
      const reading = join(download).read(URL_PICTURE, new AbortController().signal);
      service.last.fail(failure('network'));
      await settle();
      edges[0]?.last.answer();

      const { downloaded } = await reading;

      assert.deepEqual(asked, [URL_PICTURE.url]);
      assert.equal(downloaded?.bytes, PICTURE.bytes);
      assert.ok(downloaded && downloaded.at >= before && downloaded.at <= Date.now());
    });

    it('not where the download fails: the original error leaves', async () => {
      const download = async () => {
        throw new PlateError('DOWNLOAD_FAILED', 'input', 'm');
      };
      const reading = join(download).read(URL_PICTURE, new AbortController().signal);
      service.last.fail(failure('network', 'NETWORK'));

      await assert.rejects(reading, { code: 'NETWORK', attempts: 2 });
      assert.equal(edges.length, 0);
    });

    it('not where there is nothing to download with', async () => {
      const reading = join().read(URL_PICTURE, new AbortController().signal);
      service.last.fail(failure('network', 'NETWORK'));

      await assert.rejects(reading, { code: 'NETWORK' });
    });
  });

  describe('whose download', () => {
    /** A camera that never answers. */
    const silent: Download = (_url, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });

    it('is under way ends with the service, and what went wrong with that is told', async () => {
      const reader = join(silent);
      const reading = reader.read(URL_PICTURE, new AbortController().signal);
      service.last.fail(failure('network', 'NETWORK'));
      await settle();

      await reader.close();

      await assert.rejects(reading, { code: 'NETWORK', attempts: 2 });
      assert.equal(edges.length, 0);
    });

    it('is under way ends with the message, for its own reason', async () => {
      const message = new AbortController();
      const reading = join(silent).read(URL_PICTURE, message.signal);
      service.last.fail(failure('network', 'NETWORK'));
      await settle();
      const closed = new Error('closed');

      message.abort(closed);

      await assert.rejects(reading, closed);
    });

    it('comes too late: what went wrong with the service is told', async () => {
      const message = new AbortController();
      const reading = join(silent).read(URL_PICTURE, message.signal);
      service.last.fail(failure('network', 'NETWORK'));
      await settle();

      message.abort(failure('timeout', 'TIMEOUT'));

      await assert.rejects(reading, { code: 'NETWORK', attempts: 2 });
    });

    it('is not even begun for a message that the end of the service cut short', async () => {
      let asked = 0;
      const reader = join(async () => {
        asked++;
        return PICTURE;
      });
      const reading = reader.read(URL_PICTURE, new AbortController().signal);
      await reader.close();
      service.last.fail(failure('network', 'NETWORK'));

      await assert.rejects(reading, { code: 'NETWORK' });
      assert.equal(asked, 0);
    });
  });

  it('is closed with the service', async () => {
    const reader = join();
    const reading = reader.read(PICTURE, new AbortController().signal);
    service.last.fail(failure('network'));
    await settle();
    edges[0]?.last.answer();
    await reading;

    await reader.close();

    assert.deepEqual([service.closed, edges[0]?.closed], [1, 1]);
  });

  it('is not opened once the service is closed', async () => {
    const reader = join();
    const reading = reader.read(PICTURE, new AbortController().signal);
    await reader.close();
    service.last.fail(failure('network', 'NETWORK'));

    await assert.rejects(reading, { code: 'NETWORK' });
    assert.equal(edges.length, 0);
  });
});
