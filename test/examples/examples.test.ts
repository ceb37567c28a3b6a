import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { drawGatePicture } from '../fixtures/draw/gate-picture';
import { encode } from '../fixtures/encode';
import {
  coreNodes,
  exampleNames,
  type FlowNode,
  ownNodes,
  RunningExample,
  readExample,
} from './running-example';

describe('the examples', () => {
  for (const readme of ['README.md', 'README.zh-CN.md']) {
    it(`are all named by ${readme}`, () => {
      const text = readFileSync(join(__dirname, '../../..', readme), 'utf8');

      for (const name of exampleNames) assert.ok(text.includes(`**${name}**`), name);
    });
  }

  it('share no id, so that all can be imported side by side', () => {
    const ids = exampleNames.flatMap((name) => readExample(name).map(({ id }) => id));

    assert.ok(ids.every((id) => /^[0-9a-f]{16}$/.test(id)));
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const name of exampleNames) {
    it(`say in a comment what to do, and need no foreign node: ${name}`, () => {
      const types = readExample(name).map(({ type }) => type);
      const known = new Set(['tab', ...ownNodes, ...Object.keys(coreNodes)]);

      assert.deepEqual(
        types.filter((type) => !known.has(type)),
        [],
      );
      assert.ok(types.includes('comment'));
    });
  }
});

describe('an imported example', function () {
  // The embedded reader loads its models first.
  this.timeout(120_000);
  let example: RunningExample;
  let camera: Server | undefined;

  afterEach(async () => {
    await example.stop();
    camera?.close();
    camera = undefined;
  });

  const start = async (flow: FlowNode[]) => {
    example = await RunningExample.start(flow);
  };

  it('reads a plate', async () => {
    await start(readExample('Read a plate'));
    const plate = example.next('Plate');

    example.press('A drawn car');

    const { plate_number, plate_color } = (await plate).payload as Record<string, unknown>;
    assert.deepEqual([plate_number, plate_color], ['浙A7K362', 'blue']);
  });

  it('reads from a camera', async () => {
    const car = { plate_number: '粤BD72936', plate_color: 'green' } as const;
    const snapshot = await encode(
      drawGatePicture({ seed: 3, width: 640, height: 360, cars: [car] }).pixels,
      'jpeg',
    );
    camera = createServer((_, response) => response.end(snapshot)).listen(0, '127.0.0.1');
    await once(camera, 'listening');
    await start(withCamera(`http://127.0.0.1:${(camera.address() as AddressInfo).port}/snapshot.jpg`));
    const plate = example.next('Plate');

    example.press('Now');

    assert.equal(((await plate).payload as Record<string, unknown>).plate_number, '粤BD72936');
  });

  it('says when the camera cannot be reached', async () => {
    // Nothing listens on port 9 of this computer (discard).
    await start(withCamera('http://127.0.0.1:9/snapshot.jpg'));
    const trouble = example.next('Trouble with the camera');

    example.press('Now');

    assert.match(JSON.stringify((await trouble).error), /ECONNREFUSED/);
  });

  it('tells an empty gate from a picture that is none', async () => {
    await start(readExample('Handle errors by category'));

    for (const [button, topic] of [
      ['Not a picture', 'wrong input'],
      ['An empty gate', 'no plate'],
    ] as const) {
      const told = example.next('What to do');
      example.press(button);
      assert.equal((await told).topic, topic);
    }
  });

  it('sends what may succeed later one way, and every category of what does not another', async () => {
    await start(readExample('Handle errors by category'));
    const lasting = {
      'someone must look': ['config', 'auth', 'account', 'quota', 'timeout', 'network', 'service'],
      dropped: ['busy'],
      'no plate': ['no-plate'],
      'wrong input': ['input'],
      'a bug': ['internal'],
    };
    const passing = { later: ['quota', 'busy', 'timeout', 'network', 'service', 'input'] };

    for (const [retryable, ways] of [[false, lasting] as const, [true, passing] as const]) {
      for (const [topic, categories] of Object.entries(ways)) {
        for (const category of categories) {
          const told = example.next('What to do');
          example.press('May it succeed later?', {
            error: { category, retryable, code: 'X', message: 'Y' },
          });
          assert.equal((await told).topic, topic, `${category}, retryable: ${retryable}`);
        }
      }
    }
  });

  it('catches the errors of a node whose output 2 is not wired', async () => {
    const flow = readExample('Handle errors by category');
    const lower = flow.filter(({ type }) => type === 'inject').at(-1);
    assert.ok(lower);
    await start(flow.map((node) => (node === lower ? { ...node, name: 'Lower button' } : node)));
    const caught = example.next('Caught');

    example.press('Lower button');

    const { topic, payload } = await caught;
    assert.deepEqual([topic, payload], ['input', 'BAD_INPUT']);
  });

  it('draws the boxes of all plates over the picture', async () => {
    await start(withNamedResponse());
    const read = example.next('Plates');

    example.press('Two drawn cars');

    const plates = (await read).plates as { plate_number: string; plate_location: number[][] }[];
    const html = await loadPage();
    assert.deepEqual(plates.map(({ plate_number }) => plate_number).toSorted(), ['沪AD58206', '鲁B92E75']);
    for (const { plate_number, plate_location } of plates) {
      assert.ok(
        html.includes(`<polygon points="${plate_location.join(' ')} "><title>${plate_number}</title>`),
      );
    }
    assert.match(html, /<image href="data:image\/jpeg;base64,\/9j\//);
  });

  it('has a page before the first picture, too', async () => {
    await start(withNamedResponse());

    const html = await loadPage();

    assert.match(html, /No picture was read yet/);
    assert.doesNotMatch(html, /<svg/);
  });

  /** What a browser would be sent; the nodes for HTTP themselves are Node-RED's. */
  async function loadPage(): Promise<string> {
    const page = example.next('Page');
    example.press('Last picture and its plates', {});
    return String((await page).payload);
  }
});

function withNamedResponse(): FlowNode[] {
  return readExample('Draw the boxes').map((node) =>
    node.type === 'http response' ? { ...node, name: 'Page' } : node,
  );
}

function withCamera(url: string): FlowNode[] {
  return readExample('Read from a camera').map((node) =>
    node.type === 'http request' ? { ...node, url } : node,
  );
}
