import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AddressKind, kindOfAddress, reachOf, reachOfHost } from '#nodes/lib/addresses';

const EXAMPLES: Record<AddressKind, string[]> = {
  public: [
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.0',
    '100.128.0.0',
    '2606:4700::1111',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ],
  private: [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.20',
    '100.64.0.1',
    '198.18.0.5',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    '::ffff:192.168.1.20',
    '::ffff:c0a8:114',
    '64:ff9b::192.168.1.20',
    '2002:c0a8:114::1',
    '::ffff:0:10.0.0.1',
    '::10.0.0.1',
  ],
  loopback: [
    '127.0.0.1',
    '127.255.255.255',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ],
  'link-local': ['169.254.1.1', 'fe80::1', 'fe80::1%eth0', 'febf::1', '::ffff:169.254.1.1'],
  metadata: [
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fd00:42::42',
  ],
  reserved: [
    '0.0.0.0',
    '0.1.2.3',
    '224.0.0.1',
    '239.255.255.250',
    '255.255.255.255',
    '240.0.0.1',
    '::',
    'ff02::1',
    '2001::1',
    '64:ff9b:1::1',
    '::ffff:0.0.0.0',
    'camera',
    '',
    '1.2.3',
    '%eth0',
  ],
};

describe('kindOfAddress', () => {
  for (const [kind, addresses] of Object.entries(EXAMPLES)) {
    for (const address of addresses) {
      it(`takes ${address || 'nothing'} for ${kind}`, () => {
        assert.equal(kindOfAddress(address), kind);
      });
    }
  }

  it('sees through every way of writing an IPv4 address as an IPv6 one', () => {
    const inner = fc.oneof(
      fc.ipV4(),
      fc.constantFrom('127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.9', '224.1.1.1'),
    );
    const wrap = fc.constantFrom(
      (ip: string) => `::ffff:${ip}`,
      (ip: string) => `0:0:0:0:0:FFFF:${ip}`,
      (ip: string) => `::ffff:0:${ip}`,
      (ip: string) => `64:ff9b::${ip}`,
      (ip: string) => `64:ff9b::${hex(ip)}`,
      (ip: string) => `::ffff:${hex(ip)}%eth0`,
      (ip: string) => `2002:${hex(ip)}::1`,
      (ip: string) => `2002:${hex(ip)}:1:2:3:4:5`,
    );
    fc.assert(
      fc.property(inner, wrap, (ip, wrapped) => {
        assert.equal(kindOfAddress(wrapped(ip)), kindOfAddress(ip));
      }),
    );
  });

  it('sees through every spelling of an IPv4 address in a URL', () => {
    const spellings = fc.constantFrom<(a: number, b: number, c: number, d: number) => string>(
      (a, b, c, d) => `${((a * 256 + b) * 256 + c) * 256 + d}`,
      (a, b, c, d) => `0x${(((a * 256 + b) * 256 + c) * 256 + d).toString(16)}`,
      (a, b, c, d) => `0${a.toString(8)}.${b}.0x${c.toString(16)}.${d}`,
      (a, b, c, d) => `${a}.${(b * 256 + c) * 256 + d}`,
      (a, b, c, d) => `${a}.${b}.${c}.${d}.`,
      (a, b, c, d) => `${a}。${b}．${c}.${d}`,
      (a, b, c, d) => `[::ffff:${a}.${b}.${c}.${d}]`,
    );
    const byte = fc.integer({ min: 0, max: 255 });
    const first = fc.oneof(byte, fc.constantFrom(10, 127, 169, 172, 192, 0));
    fc.assert(
      fc.property(spellings, first, byte, byte, byte, (spell, a, b, c, d) => {
        const { hostname } = new URL(`http://${spell(a, b, c, d)}/`);

        assert.equal(reachOfHost(hostname), reachOf(`${a}.${b}.${c}.${d}`));
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        assert.ok(kindOfAddress(text) in EXAMPLES);
      }),
    );
  });
});

function hex(ip: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
