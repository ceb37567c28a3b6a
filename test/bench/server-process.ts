// The loopback server of the bench, in a process of its own: takes pictures in both protocols and answers at once, or
// after a delay. Bodies are counted; the first one after `expect` is compared by its digest.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveOrders } from './child';
import { digestOf, pictureOf } from './picture';

export type ServerOrder =
  | { do: 'delay'; ms: number }
  /** The next body must hold the picture of so many bytes. */
  | { do: 'expect'; bytes: number }
  /** Answers what the checked body was: `right`, or what it was instead. */
  | { do: 'verdict' };

const HUAWEI = JSON.stringify({
  result: [
    {
      plate_number: '京A12345',
      plate_color: 'blue',
      confidence: 0.9225,
      plate_location: [
        [370, 881],
        [2591, 881],
        [2591, 2281],
        [370, 2281],
      ],
    },
  ],
});

/** As https://guides.platerecognizer.com/docs/snapshot/api-reference gives it, the parts that are looked at. */
const PLATE_RECOGNIZER = JSON.stringify({
  processing_time: 42.1,
  results: [{ box: { xmin: 370, ymin: 881, xmax: 2591, ymax: 2281 }, plate: 'a12345', score: 0.92 }],
  filename: 'upload.jpg',
  version: 1,
  camera_id: null,
});

let delay = 0;
let expected: string | undefined;
let verdict = 'nothing came';

function answer(req: IncomingMessage, res: ServerResponse): void {
  const theirs = req.url?.startsWith('/v1/plate-reader/') ?? false;
  const respond = () => {
    res.writeHead(200, { 'content-type': 'application/json', 'x-request-id': '5a3cd9e2' });
    res.end(theirs ? PLATE_RECOGNIZER : HUAWEI);
  };
  const kept: Buffer[] | undefined = expected === undefined ? undefined : [];
  const digest = expected;
  expected = undefined;
  let length = 0;
  req.on('data', (chunk: Buffer) => {
    length += chunk.length;
    kept?.push(chunk);
  });
  req.on('end', () => {
    if (kept) verdict = judge(Buffer.concat(kept).toString('latin1'), theirs, digest ?? '');
    if (Number(req.headers['content-length']) !== length) verdict = `${length} bytes came, not what was said`;
    if (delay === 0) respond();
    else setTimeout(respond, delay);
  });
}

function judge(body: string, theirs: boolean, digest: string): string {
  const image = theirs ? /name="upload"\r\n\r\n([^\r]*)\r\n/.exec(body)?.[1] : imageOf(body);
  if (image === undefined) return `no picture in ${body.slice(0, 200)}`;
  return digestOf(Buffer.from(image, 'base64')) === digest ? 'right' : 'another picture came';
}

function imageOf(body: string): string | undefined {
  const { image } = JSON.parse(body) as { image?: string };
  return image;
}

function obey(order: ServerOrder): string | undefined {
  if (order.do === 'delay') delay = order.ms;
  if (order.do === 'expect') {
    expected = digestOf(pictureOf(order.bytes));
    verdict = 'nothing came';
  }
  return order.do === 'verdict' ? verdict : undefined;
}

const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, answer);
server.listen(0, '127.0.0.1', () => {
  serveOrders(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, obey);
});
