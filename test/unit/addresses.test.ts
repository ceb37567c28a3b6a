import assert from 'node:assert/strict';
import { isLoopback, type Reach, reachOf, reachOfHost } from '#nodes/lib/addresses';

const ADDRESSES: Record<Reach, string[]> = {
  'loopback-or-link-local': [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '169.254.0.1',
    '169.254.169.254',
    '100.100.100.200',
    '::1',
    '::',
    'fe80::1',
    'febf::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
  ],
  private: [
    'fec0::1',
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '100.127.255.255',
    'fc00::1',
    'fdff::1',
    '::ffff:10.0.0.1',
    '::ffff:c0a8:1',
  ],
  public: [
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '2606:4700::1111',
    'fbff::1',
    '::ffff:8.8.8.8',
  ],
};

describe('the reach of an address', () => {
  for (const [reach, addresses] of Object.entries(ADDRESSES)) {
    for (const address of addresses) {
      it(`is ${reach} for ${address}`, () => {
        assert.equal(reachOf(address), reach);
        assert.equal(reachOfHost(address.includes(':') ? `[${address}]` : address), reach);
      });
    }
  }

  it('does not depend on the zone of a link-local address', () => {
    assert.equal(reachOf('fe80::1%eth0'), 'loopback-or-link-local');
  });
});

describe('the host of a URL', () => {
  for (const [url, reach] of [
    ['http://0x7f000001/', 'loopback-or-link-local'],
    ['http://0x7f.1/', 'loopback-or-link-local'],
    ['http://2130706433/', 'loopback-or-link-local'],
    ['http://017700000001/', 'loopback-or-link-local'],
    ['http://127.1/', 'loopback-or-link-local'],
    ['http://127.0.0.1./', 'loopback-or-link-local'],
    ['http://①②⑦.0.0.1/', 'loopback-or-link-local'],
    ['http://%31%32%37.0.0.1/', 'loopback-or-link-local'],
    ['http://0/', 'loopback-or-link-local'],
    ['http://2852039166/latest/meta-data', 'loopback-or-link-local'],
    ['http://LOCALHOST/', 'loopback-or-link-local'],
    ['http://localhost.:8080/', 'loopback-or-link-local'],
    ['http://a.localhost/', 'loopback-or-link-local'],
    ['http://[::1]/', 'loopback-or-link-local'],
    ['http://[0:0:0:0:0:0:0:1]/', 'loopback-or-link-local'],
    ['http://[::ffff:127.0.0.1]/', 'loopback-or-link-local'],
    ['http://[0:0:0:0:0:ffff:a9fe:a9fe]/', 'loopback-or-link-local'],
    ['http://0xa.0.0.1/', 'private'],
    ['http://10.1/', 'private'],
    ['http://3232235777/', 'private'],
    ['http://[::ffff:10.0.0.1]/', 'private'],
    ['http://[fd12::1]/', 'private'],
    ['http://example.com/', 'public'],
    ['http://10.0.0.1.example.com/', 'public'],
    ['http://localhost.example.com/', 'public'],
    ['http://mylocalhost/', 'public'],
    ['http://[2001:db8::1]/', 'public'],
    ['http://8.8.8.8/', 'public'],
  ] as const) {
    it(`is ${reach} in ${url}`, () => {
      assert.equal(reachOfHost(new URL(url).hostname), reach);
    });
  }

  for (const [url, loopback] of [
    ['http://localhost:1880', true],
    ['http://127.0.0.1', true],
    ['http://127.9.9.9', true],
    ['http://2130706433', true],
    ['http://[::1]:8080', true],
    ['http://127.0.0.1.example.com', false],
    ['http://localhost.example.com', false],
    ['http://0.0.0.0', false],
    ['http://10.0.0.1', false],
    ['http://169.254.169.254', false],
    ['http://[::2]', false],
  ] as const) {
    it(`is ${loopback ? '' : 'not '}this machine in ${url}`, () => {
      assert.equal(isLoopback(new URL(url).hostname), loopback);
    });
  }
});
