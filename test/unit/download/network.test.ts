import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { kindOfAddress } from '#nodes/lib/addresses';
import { type Network, systemNetwork } from '#nodes/lib/download/network';
import { refusedUrl } from '../../emulator/ports';
import { JPEG } from './camera';
import { MadeUpNetwork } from './made-up-network';
import { assertFails, fetchFrom, Rig } from './rig';

/** Made-up names, but the connections of the system. */
class RealConnections extends MadeUpNetwork {
  override connect(...target: Parameters<Network['connect']>): Socket {
    return systemNetwork.connect(...target);
  }
}

describe('the network of the system', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  it('finds this machine under its name', async () => {
    const kinds = (await systemNetwork.lookup('localhost')).map(({ address }) => kindOfAddress(address));

    assert.deepEqual(new Set(kinds), new Set(['loopback']));
  });

  it('goes on to the second address of a name where the first one refuses', async () => {
    const camera = await rig.camera();
    const network = new RealConnections().name('cam.example', ['::1', '127.0.0.1']);

    const picture = await fetchFrom(rig.downloader({ network }), `http://cam.example:${camera.port}/`);

    assert.ok(JPEG.equals(picture.bytes));
  });

  it('says what went wrong where all of them refuse', async () => {
    const network = new RealConnections().name('cam.example', ['127.0.0.1', '127.0.0.2']);
    const { port } = new URL(await refusedUrl());

    const fetched = fetchFrom(rig.downloader({ network }), `http://cam.example:${port}/`);

    await assertFails(fetched, { message: /refused the connection \(ECONNREFUSED\)/, retryable: true });
  });
});
