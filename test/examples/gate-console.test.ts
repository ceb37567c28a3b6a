import assert from 'node:assert/strict';
import { jpegHeader } from '../emulator/pictures';
import { Example } from './support/example';
import { plateOf } from './support/plates';
import { eventually, type Running, Stage } from './support/stage';

const PASSWORD = 'a gate password: 道闸';
const ROUTES = ['GET /gate', 'GET /gate/state', 'GET /gate/picture/1', 'POST /gate/open'];

interface State {
  version: string;
  events: {
    id: string;
    decision: string;
    reason: string;
    plate: string;
    name: string;
    hasPicture: boolean;
  }[];
}

describe('the routes of the example "Gate console"', function () {
  this.timeout(180_000);
  const stage = new Stage();
  const picture = jpegHeader(640, 480, 5000);
  let example: Example;
  let running: Running;

  beforeEach(async () => {
    example = new Example('Gate console');
    await stage.emulate(example, { plates: [plateOf('京A12345')] });
    const camera = await stage.thing((_request, response) => response.end(picture));
    example.set('Snapshot', { url: camera.url, authType: '' });
  });

  afterEach(() => stage.clear());

  async function start(password: string | undefined = PASSWORD): Promise<void> {
    if (password) example.set('Gate console', { credentials: { GATE_PASSWORD: password } });
    running = await stage.run(example);
  }

  function ask(route: string, password?: string, headers: Record<string, string> = {}): Promise<Response> {
    const [method = 'GET', path = ''] = route.split(' ');
    const login = password === undefined ? {} : { authorization: `Basic ${btoaUtf8(`me:${password}`)}` };
    return fetch(`${running.red.url}/flow${path}`, { method, headers: { ...login, ...headers } });
  }

  /** As the page itself asks. */
  const fromPage = (route: string, password = PASSWORD) => ask(route, password, { origin: running.red.url });

  async function state(): Promise<State> {
    return (await (await fromPage('GET /gate/state')).json()) as State;
  }

  it('say how to set a password while there is none, and do nothing else', async () => {
    await start('');

    for (const route of ROUTES) {
      const response = await fromPage(route, '');
      assert.equal(response.status, 403, route);
      assert.match(await response.text(), /GATE_PASSWORD[\s\S]*环境变量/);
    }
    assert.deepEqual(await running.seen(), []);
  });

  it('ask everybody for the password', async () => {
    await start();

    for (const route of ROUTES) {
      const response = await ask(route, undefined, { origin: running.red.url });
      assert.equal(response.status, 401, route);
      assert.match(response.headers.get('www-authenticate') ?? '', /^Basic realm=/);
    }
    assert.equal((await fromPage('GET /gate')).status, 200);
    assert.deepEqual(await running.seen(), []);
  });

  it('let an address wait after a wrong password, even with the right one', async () => {
    await start();

    // A machine that is busy may take longer than the first wait; the next one is longer.
    await eventually(async () => {
      const wrong = await fromPage('GET /gate/state', 'wrong');
      const hasty = await fromPage('GET /gate/state');
      return wrong.status === 401 && hasty.status === 429;
    });

    await eventually(async () => (await fromPage('GET /gate/state')).status === 200);
  });

  it('let it wait longer each time', async () => {
    await start();
    const retryAfter = async () => Number((await fromPage('GET /gate', 'wrong')).headers.get('retry-after'));

    for (const seconds of [1, 2, 4]) await eventually(async () => (await retryAfter()) >= seconds);
  });

  it('open only for their own page', async () => {
    await start();

    for (const origin of [undefined, 'null', 'http://evil.example', `${running.red.url}.evil.example`]) {
      const response = await ask('POST /gate/open', PASSWORD, origin === undefined ? {} : { origin });
      assert.equal(response.status, 403, origin);
    }
    assert.deepEqual(await running.seen(), []);
    assert.deepEqual((await state()).events, []);
  });

  it('open by hand, and write down that it was an operator', async () => {
    await start();

    const response = await fromPage('POST /gate/open');

    assert.equal(response.status, 204);
    const [opened] = await running.seenBy('Open here');
    assert.equal(opened?.payload, 'open');
    const [event] = (await state()).events;
    assert.deepEqual([event?.decision, event?.reason, event?.hasPicture], ['allow', 'operator', false]);
  });

  it('show each decision with its picture', async () => {
    await start();
    await running.press('Look');
    await eventually(async () => (await state()).events.length === 1);

    const [event] = (await state()).events;
    const shown = await fromPage(`GET /gate/picture/${event?.id}`);

    assert.deepEqual([event?.decision, event?.plate, event?.name], ['allow', '京A12345', 'Li Na']);
    assert.equal(shown.headers.get('content-type'), 'image/jpeg');
    assert.ok(picture.equals(Buffer.from(await shown.arrayBuffer())));
  });

  it('work with a word of their own before them, as a second gate needs it', async () => {
    for (const node of example.nodes) if (node.type === 'http in') node.url = `/north${String(node.url)}`;
    await start();

    assert.match(await (await fromPage('GET /north/gate')).text(), /<title>Gate<\/title>/);
    assert.equal((await fromPage('POST /north/gate/open')).status, 204);
    const { events } = (await (await fromPage('GET /north/gate/state')).json()) as State;
    assert.deepEqual(
      events.map(({ reason }) => reason),
      ['operator'],
    );
  });

  it('say nothing anew while nothing is new', async () => {
    await start();
    const { version } = await state();

    assert.equal((await fromPage(`GET /gate/state?known=${version}`)).status, 204);
    await fromPage('POST /gate/open');
    assert.equal((await fromPage(`GET /gate/state?known=${version}`)).status, 200);
  });

  it('keep the last 100 events', async () => {
    await start();
    for (let i = 0; i < 105; i += 1) await fromPage('POST /gate/open');

    assert.equal((await state()).events.length, 100);
  });

  it('forget events in time', async () => {
    const [password, minutes] = example.node('Gate console').env as object[];
    example.set('Gate console', { env: [password, { ...minutes, value: '0.02' }] });
    await start();
    const { version } = await state();

    await fromPage('POST /gate/open');

    await eventually(async () => {
      const now = await state();
      return now.version !== version && now.events.length === 0;
    });
  });

  it('keep nothing in context, which may be on a disk', async () => {
    await start();
    await running.press('Look');
    await eventually(async () => (await state()).events.length === 1);

    for (const kind of ['flow', 'node']) {
      for (const { id } of example.nodes.filter(({ type }) => ['tab', 'function'].includes(type))) {
        const context = await running.red.json<object>(`/context/${kind}/${id}`);
        assert.ok(!JSON.stringify(context).includes('listed'), id);
      }
    }
  });

  it('are read by nobody else: no cache, no frame, no foreign script', async () => {
    await start();

    const { headers } = await fromPage('GET /gate');

    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
  });
});

function btoaUtf8(text: string): string {
  return Buffer.from(text).toString('base64');
}
