import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { refusedUrl } from '../../emulator/ports';
import { type Handler, redirectTo } from './camera';
import { MadeUpNetwork } from './made-up-network';
import { failureOf, fetchFrom, Rig } from './rig';

const SECRETS = ['s3cret-user', 's3cret-pass', 's3cret-query', 's3cret-path', 's3cret-body', 's3cret-proxy'];
const BASIC = Buffer.from('s3cret-user:s3cret-pass').toString('base64');

describe('what a failed download says', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  const secretive = (origin: string): string =>
    `${origin.replace('//', '//s3cret-user:s3cret-pass@')}/s3cret-path?pwd=s3cret-query`;

  async function origin(handler: Handler): Promise<string> {
    return (await rig.camera(handler)).origin;
  }

  const status =
    (code: number, headers = {}): Handler =>
    (_request, response) =>
      response.writeHead(code, headers).end('s3cret-body');

  const ways: [what: string, origin: () => Promise<string>][] = [
    ['nobody listens', refusedUrl],
    ['the name is unknown', async () => 'http://nowhere.example'],
    ['the address is refused', async () => 'http://169.254.169.254'],
    ['the scheme is wrong', async () => 'ftp://cam'],
    ['the URL is broken', async () => 'http://cam:99999'],
    ['the status is 500', () => origin(status(500))],
    ['the password is wrong', () => origin(status(401, { 'www-authenticate': 'Basic realm="s3cret-body"' }))],
    [
      'digest fails',
      () => origin(status(401, { 'www-authenticate': 'Digest realm="s3cret-body", nonce="n"' })),
    ],
    ['text comes', () => origin(status(200))],
    ['it redirects in circles', () => origin(redirectTo('/s3cret-path?s3cret-query'))],
    ['it redirects away', () => origin(redirectTo('http://s3cret-user:s3cret-pass@169.254.1.1/s3cret-path'))],
    ['it redirects to nonsense', () => origin(redirectTo('http://s3cret-user:s3cret-pass@[/'))],
    ['it speaks no HTTP', async () => (await rig.saying('s3cret-body s3cret-body\r\n')).origin],
    [
      'it breaks off',
      async () => (await rig.saying('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ns3cret-body')).origin,
    ],
    ['it speaks no TLS', async () => (await origin(status(200))).replace('http:', 'https:')],
  ];
  for (const [what, begin] of ways) {
    it(`holds no secret when ${what}`, async () => {
      const network = new MadeUpNetwork();
      const url = secretive(await begin());
      const downloaders = [
        rig.downloader({ network }),
        rig.downloader({ network, user: 's3cret-user', password: 's3cret-pass' }),
        rig.downloader({ network, proxyFor: () => 'http://s3cret-proxy:s3cret-proxy@127.0.0.1:1' }),
      ];

      for (const downloader of downloaders) {
        const error = await failureOf(fetchFrom(downloader, url));

        const said = [
          inspect(error, { depth: null, showHidden: true }),
          JSON.stringify(error),
          error.stack,
        ].join();
        for (const secret of [...SECRETS, BASIC]) assert.ok(!said.includes(secret), `${secret} in ${said}`);
        assert.equal(error.cause, undefined);
      }
    });
  }
});
