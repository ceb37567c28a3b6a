import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plate } from '#nodes/lib/plate';
import { answers, type Emulator, startEmulator } from '../emulator';
import { jpegHeader } from '../emulator/pictures';
import { drawDemoPicture } from '../fixtures/draw/demo';
import { encode } from '../fixtures/encode';
import { withOrientation } from '../unit/edge/pictures';
import { Rig, type RigOptions } from './rig';

const LOGIN = `Basic ${Buffer.from('viewer:let me see').toString('base64')}`;

describe('a picture that is fetched here', () => {
  let emulator: Emulator;
  let camera: Server;
  let snapshotUrl: string;
  let rig: Rig | undefined;
  const picture = jpegHeader(640, 480, 5000);

  beforeEach(async () => {
    emulator = await startEmulator();
    camera = createServer((request, response) => {
      if (request.headers.authorization === LOGIN) return response.end(picture);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="camera"' });
      return response.end();
    });
    await new Promise<void>((listening) => camera.listen(0, '127.0.0.1', listening));
    snapshotUrl = `http://127.0.0.1:${(camera.address() as AddressInfo).port}/snapshot.jpg`;
  });

  afterEach(async () => {
    await rig?.stop();
    rig = undefined;
    camera.closeAllConnections();
    camera.close();
    await emulator.close();
  });

  async function start(options: RigOptions): Promise<Rig> {
    rig = await Rig.start({
      service: { endpoint: emulator.url, projectId: emulator.projectId },
      credentials: { token: emulator.token },
      plateCredentials: { user: 'viewer', password: 'let me see' },
      ...options,
    });
    return rig;
  }

  it('comes from a fixed URL with the login of the camera, and is the image that was read', async () => {
    const { send } = methods(
      await start({ plate: { image: snapshotUrl, imageType: 'str', download: 'node' } }),
    );

    const { by, msg } = await send({ payload: 'whatever triggers' });

    assert.equal(by, 'plate');
    assert.deepEqual(msg.image, picture);
    assert.equal(msg.recognition?.takenFrom, 'download');
    assert.equal(emulator.calls[0]?.picture?.bytes, picture.length);
  });

  it('never comes from this machine where a message says so', async () => {
    const { send } = methods(await start({ plate: { download: 'node', allowPrivate: true } }));

    const { msg } = await send({ payload: snapshotUrl });

    assert.deepEqual([msg.error?.code, msg.error?.attempts], ['BAD_INPUT', 0]);
    assert.equal(emulator.callCount, 0);
  });

  it('is DOWNLOAD_FAILED with a wrong password, which shows nowhere', async () => {
    const { send } = methods(
      await start({
        plate: { image: snapshotUrl, imageType: 'str', download: 'node' },
        plateCredentials: { user: 'viewer', password: 'planted-secret' },
      }),
    );

    const { msg } = await send({ payload: 1 });

    assert.deepEqual([msg.error?.code, msg.error?.category], ['DOWNLOAD_FAILED', 'input']);
    assert.doesNotMatch(JSON.stringify(msg.error) + (rig?.log ?? ''), /planted-secret/);
  });

  it('is BAD_CONFIG where its TLS configuration does not exist, and shows that at once', async () => {
    const { send } = methods(
      await start({ plate: { image: snapshotUrl, imageType: 'str', download: 'node', tls: 'gone' } }),
    );
    const first = rig?.status?.text;

    const { msg } = await send({ payload: 1 });

    assert.equal(first, 'license-plate.status.config');

    assert.equal(msg.error?.code, 'BAD_CONFIG');
    assert.match(String(msg.error?.message), /license-plate: the field "tls"/);
    assert.equal(rig?.status?.text, 'license-plate.status.config');
  });

  it('needs no TLS configuration where the service downloads', async () => {
    const { send } = methods(await start({ plate: { tls: 'gone' } }));

    const { by } = await send({ payload: picture });

    assert.equal(by, 'plate');
  });
});

describe('the part of a picture that matters', function () {
  this.timeout(60_000);
  let rig: Rig | undefined;
  let emulator: Emulator | undefined;

  afterEach(async () => {
    await rig?.stop();
    await emulator?.close();
    rig = undefined;
    emulator = undefined;
  });

  it('alone is sent to the service, and corners come back in the full picture', async () => {
    emulator = await startEmulator();
    const corners = [
      [10, 20],
      [110, 20],
      [110, 50],
      [10, 50],
    ];
    emulator.answer(
      answers.plates({ plate_number: '京A12345', plate_color: 'blue', plate_location: corners }),
    );
    rig = await Rig.start({
      service: { endpoint: emulator.url, projectId: emulator.projectId },
      credentials: { token: emulator.token },
      plate: { timeout: 60, crop: { x: 25, y: 50, width: 50, height: 50 } },
    });
    const { pixels } = drawDemoPicture('blue-car');
    const payload = await encode(pixels, 'png');

    const { msg } = await rig.send({ payload });

    const { picture } = emulator.calls[0] ?? {};
    assert.deepEqual(
      [picture?.format, picture?.width, picture?.height],
      ['jpeg', pixels.width / 2, pixels.height / 2],
    );
    const [x, y] = [pixels.width / 4, pixels.height / 2];
    assert.deepEqual(
      (msg.payload as Plate).plate_location,
      corners.map(([cx = 0, cy = 0]) => [x + cx, y + cy]),
    );
    assert.equal(msg.image, payload);
  });

  for (const [what, orientation, size, becomes] of [
    ['turned upright where Exif says so', 6, [640, 360], [360, 640]],
    ['as it is where it stands upright', 1, [640, 360], [640, 360]],
    ['as it is where it is too large to be turned', 6, [6400, 4000], [6400, 4000]],
  ] as const) {
    it(`or all of it is sent to the service, ${what}`, async () => {
      emulator = await startEmulator();
      emulator.answer(answers.plates({ plate_number: '京A12345' }));
      rig = await Rig.start({
        service: { endpoint: emulator.url, projectId: emulator.projectId },
        credentials: { token: emulator.token },
        plate: { timeout: 60 },
      });
      const payload = withOrientation(await greyJpeg(640, 360), orientation);
      withSides(payload, size);

      const { msg } = await rig.send({ payload });

      const { picture } = emulator.calls[0] ?? {};
      assert.deepEqual([picture?.width, picture?.height], becomes);
      assert.equal(msg.image, payload);
    });
  }

  it('alone is read by the embedded reader: the other car is not seen', async () => {
    const { pixels, truth } = drawDemoPicture('two-cars');
    const [far] = truth;
    assert.ok(far);
    const xs = far.plate_location.map(([x]) => (100 * x) / pixels.width);
    const ys = far.plate_location.map(([, y]) => (100 * y) / pixels.height);
    const [left, top] = [Math.min(...xs) - 8, Math.min(...ys) - 12];
    const crop = { x: left, y: top, width: Math.max(...xs) + 8 - left, height: Math.max(...ys) + 6 - top };
    rig = await Rig.start({ service: { engine: 'edge' }, plate: { timeout: 60, crop } });

    const { msg } = await rig.send({ payload: await encode(pixels, 'jpeg') });

    const plates = msg.plates as Plate[];
    assert.deepEqual(
      plates.map(({ plate_number }) => plate_number),
      [far.plate_number],
    );
    const [x = 0, y = 0] = plates[0]?.plate_location[0] ?? [];
    const [trueX, trueY] = far.plate_location[0] ?? [0, 0];
    assert.ok(Math.hypot(x - trueX, y - trueY) < 25, `${x},${y} is far from ${trueX},${trueY}`);
  });

  it('cannot be cut out of a URL that the service fetches', async () => {
    emulator = await startEmulator();
    rig = await Rig.start({
      service: { endpoint: emulator.url, projectId: emulator.projectId },
      credentials: { token: emulator.token },
      plate: { crop: { x: 0, y: 0, width: 50, height: 50 } },
    });

    const { msg } = await rig.send({ payload: 'https://example.com/car.jpg' });

    assert.deepEqual([msg.error?.code, emulator.callCount], ['BAD_CONFIG', 0]);
    // No field of this node has a red border.
    assert.match(String(msg.error?.hint), /“URLs fetched by”/);
  });
});

function methods(rig: Rig): { send: Rig['send'] } {
  return { send: rig.send.bind(rig) };
}

function greyJpeg(width: number, height: number): Promise<Uint8Array> {
  return encode({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(128) }, 'jpeg');
}

/** Lets a baseline JPEG claim other sides in its frame header. */
function withSides(jpeg: Uint8Array, [width, height]: readonly [number, number]): void {
  const frame = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  const at = frame.indexOf(Buffer.from('ffc0', 'hex'));
  frame.writeUInt16BE(height, at + 5);
  frame.writeUInt16BE(width, at + 7);
}
