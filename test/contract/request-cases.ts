import { SAMPLE_PLATE } from '../emulator/index';
import { bmpOf, jpegHeader, noise, pngOf, tiffOf } from '../emulator/pictures';
import { type ContractCase, imageOf, type WireCase, wire } from './case';

const picture = jpegHeader(640, 480, 1000);
const good = imageOf(picture);
const JSON_TYPE = { 'content-type': 'application/json' };

function refused(name: string, request: WireCase, status: number, code: string): ContractCase {
  return { name, request, answer: { status, code }, expect: { outcome: 'error', status, code } };
}

const badBody = (name: string, body: unknown, code: string): ContractCase =>
  refused(name, wire(body), 400, code);
const badPicture = (name: string, bytes: Buffer, code: string): ContractCase =>
  refused(name, wire(imageOf(bytes)), 400, code);
const badUrl = (name: string, url: string, code: string): ContractCase =>
  refused(name, wire({ url }), 400, code);

/** Requests that are refused, each for one reason. */
export const refusedCases: readonly ContractCase[] = [
  refused('GET', wire('', { method: 'GET' }), 404, 'APIG.0101'),
  refused('PUT', wire(good, { method: 'PUT' }), 404, 'APIG.0101'),
  refused('another path', wire(good, { path: '/v2/{project_id}/ocr/id-card' }), 404, 'APIG.0101'),
  refused('a trailing slash', wire(good, { path: '/v2/{project_id}/ocr/license-plate/' }), 404, 'APIG.0101'),
  refused('no project', wire(good, { path: '/v2//ocr/license-plate' }), 404, 'APIG.0101'),
  refused('the retired path', wire(good, { path: '/v1.0/ocr/license-plate' }), 404, 'APIG.0101'),
  refused('another project', wire(good, { path: '/v2/ffff/ocr/license-plate' }), 403, 'APIG.0310'),
  refused('no token', wire(good, { headers: JSON_TYPE }), 401, 'APIG.0301'),
  refused('an empty token', wire(good, { headers: { ...JSON_TYPE, 'x-auth-token': '' } }), 401, 'APIG.0301'),
  refused(
    'an unknown token',
    wire(good, { headers: { ...JSON_TYPE, 'x-auth-token': 'x' } }),
    401,
    'APIG.0301',
  ),
  refused('no content-type', wire(good, { headers: { 'x-auth-token': '{token}' } }), 400, 'APIG.0106'),
  refused(
    'a header over 32 KiB',
    wire(good, { headers: { ...JSON_TYPE, 'x-auth-token': 'x'.repeat(33 * 1024) } }),
    494,
    'APIG.0201',
  ),
  refused('a body over 12 MB', wire({ image: 'A'.repeat(12 * 1024 * 1024) }), 413, 'APIG.0201'),
  badBody('no body', '', 'ModelArts.4104'),
  badBody('a body that is no JSON', '{"image":', 'ModelArts.4105'),
  badBody('a JSON array', '[]', 'ModelArts.4105'),
  badBody('neither image nor url', {}, 'AIS.0101'),
  badBody('both image and url', { ...good, url: 'https://example.com/a.jpg' }, 'AIS.0101'),
  badBody('an image that is no text', { image: 7 }, 'AIS.0101'),
  badBody('an empty url', { url: '' }, 'AIS.0101'),
  badBody('an empty image', { image: '' }, 'AIS.0102'),
  badBody('a data URI', { image: `data:image/jpeg;base64,${good.image}` }, 'AIS.0102'),
  badBody(
    'line breaks in the Base64',
    { image: `${good.image.slice(0, 76)}\n${good.image.slice(76)}` },
    'AIS.0102',
  ),
  badBody(
    'URL-safe Base64',
    { image: Buffer.concat([picture, noise(99)]).toString('base64url') },
    'AIS.0102',
  ),
  badBody('Base64 without its padding', { image: imageOf(picture).image.replace(/=+$/, '') }, 'AIS.0102'),
  badBody('10,000,004 characters of Base64', imageOf(jpegHeader(640, 480, 7_500_003)), 'ModelArts.4104'),
  badPicture('a GIF', Buffer.from('GIF89a\x10\x00\x10\x00', 'latin1'), 'AIS.0102'),
  badPicture('a text file', Buffer.from('no picture at all'), 'AIS.0102'),
  badPicture('noise', noise(5000), 'AIS.0102'),
  badPicture('a JPEG cut off before its size', picture.subarray(0, 20), 'AIS.0102'),
  badPicture('a PNG of 14 px', pngOf(14, 300), 'AIS.0103'),
  badPicture('a PNG of 9000 px', pngOf(9000, 300), 'AIS.0103'),
  badPicture('a BMP of 0 × 0', bmpOf(0, 0), 'AIS.0103'),
  badUrl('ftp', 'ftp://example.com/a.jpg', 'ModelArts.4603'),
  badUrl('a private address', 'http://192.168.1.20/snapshot.jpg', 'ModelArts.4603'),
  badUrl('raw Chinese in the URL', 'https://example.com/车牌.jpg', 'ModelArts.4202'),
  badUrl('a URL without a host', 'https://', 'ModelArts.4202'),
];

const accepted = (name: string, image: Buffer, change: Partial<WireCase> = {}): ContractCase => ({
  name,
  request: wire(imageOf(image), change),
  input: { image },
  answer: { status: 200, body: { result: [SAMPLE_PLATE] } },
  expect: { outcome: 'plates', plates: [SAMPLE_PLATE] },
});

/** Requests at the very edge of what is documented. */
export const acceptedCases: readonly ContractCase[] = [
  accepted('a PNG of 15 px', pngOf(15, 15)),
  accepted('a PNG of 8192 px', pngOf(8192, 15)),
  accepted('a BMP', bmpOf(640, 480)),
  accepted('a BMP whose rows start at the top', bmpOf(640, -480)),
  accepted('a little-endian TIFF', tiffOf(640, 480)),
  accepted('a big-endian TIFF', tiffOf(640, 480, 0, 'MM')),
  accepted('10,000,000 characters of Base64', jpegHeader(640, 480, 7_500_000)),
  accepted('an enterprise project', picture, {
    headers: { ...JSON_TYPE, 'x-auth-token': '{token}', 'enterprise-project-id': '0' },
  }),
  accepted('a content-type with a character set', picture, {
    headers: { 'content-type': 'application/json;charset=UTF-8', 'x-auth-token': '{token}' },
  }),
];
