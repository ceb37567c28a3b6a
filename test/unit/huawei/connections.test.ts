import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import net from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import sinon from 'sinon';
import type { Pool } from 'undici';
import type { Surroundings } from '#nodes/lib/huawei/huawei-reader';
import { openRoute, type RouteOptions } from '#nodes/lib/huawei/transport';
import { parseProxy } from '#nodes/lib/proxy';
import { selfSigned } from '../../emulator';
import { ConnectProxy } from './connect-proxy';
import { ANSWER, Bench, NEVER, pictureOf } from './service';

const COUNT = 5;
const sockets = net.Socket.prototype as { connect: (this: net.Socket, ...args: unknown[]) => net.Socket };
const { connect } = sockets;
const certificate = selfSigned(['127.0.0.1']);

describe('connections to the service', () => {
  let bench: Bench;
  let proxy: ConnectProxy;

  beforeEach(async () => {
    bench = new Bench();
    proxy = await ConnectProxy.start();
  });

  afterEach(async () => {
    await bench.close();
    await proxy.close();
  });

  describe('that have ended', () => {
    let opened: WeakRef<net.Socket>[];

    beforeEach(() => {
      opened = [];
    });

    afterEach(() => {
      sockets.connect = connect;
    });

    const tls = { ca: certificate.cert };
    for (const [way, secure, around] of [
      ['in the clear', false, () => ({})],
      ['by TLS', true, () => ({ tls })],
      ['through a proxy', true, () => ({ tls, proxyFor: () => parseProxy(proxy.url) })],
    ] as [string, boolean, () => Surroundings][]) {
      it(`do not stay in memory while the service node lives (${way})`, async () => {
        const answer: Parameters<Bench['http']>[0] = (request, response) => {
          request.resume().on('end', () => response.setHeader('connection', 'close').end(ANSWER));
        };
        const origin = secure ? await bench.https(certificate, answer) : await bench.http(answer);
        const reader = bench.reader(origin, { concurrency: 1 }, around());
        noteConnections();

        for (let i = 0; i < COUNT; i++) await reader.read(pictureOf(), NEVER);

        assert.ok(opened.length >= COUNT);
        // The last one may still be known to the client that is about to open the next.
        assert.ok((await stillThere()) <= 1);
      });
    }

    /** By hand, as a spy would keep them itself. */
    function noteConnections(): void {
      sockets.connect = function (...args) {
        opened.push(new WeakRef(this));
        return connect.apply(this, args);
      };
    }

    async function stillThere(): Promise<number> {
      setFlagsFromString('--expose-gc');
      const collectGarbage = runInNewContext('gc') as () => void;
      const count = () => opened.filter((socket) => socket.deref()).length;
      for (let turns = 0; count() > 1 && turns < 100; turns++) {
        // What was looked at stays until the turn is over.
        await turn();
        collectGarbage();
      }
      return count();
    }
  });

  describe('that are still being made', () => {
    for (const [way, through] of [
      ['by TLS', () => undefined],
      ['through a proxy', () => parseProxy(proxy.url)],
      ['by TLS to a proxy', (silent: string) => parseProxy(silent.replace('127.0.0.1', 'localhost'))],
    ] as [string, (silent: string) => RouteOptions['proxy']][]) {
      it(`end with the route, not when their time is up (${way})`, async () => {
        const opening = new EventEmitter();
        const begun = once(opening, 'begun') as Promise<[net.Socket]>;
        // Takes what is said to it, and says nothing.
        const silent = await bench.tcp((socket) => socket.once('data', () => opening.emit('begun', socket)));
        const origin = silent.replace('http:', 'https:');
        const hour = 3_600_000;
        const route = openRoute(origin, {
          tls: {},
          proxy: through(origin),
          connections: 1,
          connectTimeout: hour,
        });
        const calling = assert.rejects(route.dispatcher.request({ origin, path: '/', method: 'POST' }));
        const [socket] = await begun;

        await Promise.all([once(socket, 'close'), route.close()]);

        await calling;
      });
    }
  });

  describe('that are idle', () => {
    for (const [what, options, ms] of [
      ['20 s', {}, 20_000],
      ['as long as is said', { keepAlive: 3000 }, 3000],
    ] as [string, Pick<RouteOptions, 'keepAlive'>, number][]) {
      it(`are kept ${what}, however long the service would: what is between may forget them sooner`, async () => {
        const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
        const origin = await bench.http((request, response) => {
          request.resume();
          response.setHeader('keep-alive', 'timeout=600').end(ANSWER);
        });
        const route = openRoute(origin, { tls: {}, proxy: undefined, connections: 1, ...options });
        const connectedAfter = async (later: number): Promise<number> => {
          clock.tick(later);
          await turn();
          return (route.dispatcher as Pool).stats.connected;
        };
        try {
          const { body } = await route.dispatcher.request({ origin, path: '/', method: 'POST' });
          await body.dump();
          await turn();

          assert.deepEqual([await connectedAfter(ms - 1), await connectedAfter(1)], [1, 0]);
        } finally {
          clock.restore();
          await route.close();
        }
      });
    }
  });
});
