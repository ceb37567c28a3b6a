import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import type { Download } from '#nodes/lib/fetch-here';
import type { PictureBytes } from '#nodes/lib/picture';
import { FallbackRig, failure, PICTURE, settle, URL_PICTURE } from './fallback-rig';

describe('the embedded reader behind the service', () => {
  let rig: FallbackRig;

  beforeEach(() => {
    rig = new FallbackRig();
  });

  describe('reads a URL', () => {
    it('that is downloaded first', async () => {
      const asked: string[] = [];
      const download = async (url: string): Promise<PictureBytes> => {
        asked.push(url);
        return PICTURE;
      };
      const before = Date.now();
      const reading = rig.join(download).read(URL_PICTURE, new AbortController().signal);
      rig.service.last.fail(failure('network'));
      await settle();
      rig.edges[0]?.last.answer();

      const { downloaded } = await reading;

      assert.deepEqual(asked, [URL_PICTURE.url]);
      assert.equal(downloaded?.bytes, PICTURE.bytes);
      assert.ok(downloaded && downloaded.at >= before && downloaded.at <= Date.now());
    });

    it('not where the download fails: the original error leaves', async () => {
      const download = async () => {
        throw new PlateError('DOWNLOAD_FAILED', 'input', 'm');
      };
      const reading = rig.join(download).read(URL_PICTURE, new AbortController().signal);
      rig.service.last.fail(failure('network', 'NETWORK'));

      await assert.rejects(reading, { code: 'NETWORK', attempts: 2 });
      assert.equal(rig.edges.length, 0);
    });

    it('not where there is nothing to download with', async () => {
      const reading = rig.join().read(URL_PICTURE, new AbortController().signal);
      rig.service.last.fail(failure('network', 'NETWORK'));

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
      const reader = rig.join(silent);
      const reading = reader.read(URL_PICTURE, new AbortController().signal);
      rig.service.last.fail(failure('network', 'NETWORK'));
      await settle();

      await reader.close();

      await assert.rejects(reading, { code: 'NETWORK', attempts: 2 });
      assert.equal(rig.edges.length, 0);
    });

    it('is under way ends with the message, for its own reason', async () => {
      const message = new AbortController();
      const reading = rig.join(silent).read(URL_PICTURE, message.signal);
      rig.service.last.fail(failure('network', 'NETWORK'));
      await settle();
      const closed = new Error('closed');

      message.abort(closed);

      await assert.rejects(reading, closed);
    });

    it('comes too late: what went wrong with the service is told', async () => {
      const message = new AbortController();
      const reading = rig.join(silent).read(URL_PICTURE, message.signal);
      rig.service.last.fail(failure('network', 'NETWORK'));
      await settle();

      message.abort(failure('timeout', 'TIMEOUT'));

      await assert.rejects(reading, { code: 'NETWORK', attempts: 2 });
    });

    it('is not even begun for a message that the end of the service cut short', async () => {
      let asked = 0;
      const reader = rig.join(async () => {
        asked++;
        return PICTURE;
      });
      const reading = reader.read(URL_PICTURE, new AbortController().signal);
      await reader.close();
      rig.service.last.fail(failure('network', 'NETWORK'));

      await assert.rejects(reading, { code: 'NETWORK' });
      assert.equal(asked, 0);
    });
  });
});
