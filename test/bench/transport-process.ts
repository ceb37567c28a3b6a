// The floor below every node: undici in a loop, with a body that was encoded long before, and without Node-RED.
import { Pool } from 'undici';
import { serveOrders, setupOf } from './child';
import { HEADERS, PATH, type Target } from './flows';
import { type Course, measure } from './load';
import { pictureOf } from './picture';

export interface TransportSetup extends Target {
  bytes: number;
}

const { origin, concurrency, bytes } = setupOf<TransportSetup>();
const pool = new Pool(origin, { connections: concurrency });
const body = Buffer.from(JSON.stringify({ image: pictureOf(bytes).toString('base64') }));

async function send(): Promise<void> {
  const answer = await pool.request({ method: 'POST', path: PATH, headers: HEADERS, body });
  const { result } = (await answer.body.json()) as { result?: { plate_number?: string }[] };
  if (result?.[0]?.plate_number === undefined) throw new Error('no plate came');
}

serveOrders({}, (course: Course) => measure(send, course));
