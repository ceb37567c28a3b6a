import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { PlateError } from '#nodes/lib/errors';
import { parseGateSettings } from '#nodes/lib/gate-settings';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';
import { parseServiceSettings } from '#nodes/lib/service-settings';
import { definitionOf, textOf } from './project';

type Saved = Record<string, unknown>;

const SECRETS = { token: 't', account: 'a', username: 'u', password: 'p', accessKey: 'k', secretKey: 's' };

/** What each field may hold beside what is saved otherwise. */
const FIELDS: [type: string, field: string, saved: Saved, values: unknown[]][] = [
  ['license-plate-service', 'enterpriseProjectId', { projectId: 'p' }, ids()],
  ['license-plate-service', 'projectId', { auth: 'token' }, ids()],
  ['license-plate-service', 'projectId', { auth: 'password' }, ids()],
  ['license-plate-service', 'projectId', { auth: 'aksk' }, ids()],
  ['license-plate-service', 'enterpriseProjectId', { engine: 'edge' }, ids()],
  ['license-plate-service', 'region', { projectId: 'p' }, ['', 'cn-north-4', ' cn-north-4 ', 'CN', 'a b']],
  ['license-plate-service', 'endpoint', { projectId: 'p' }, hosts()],
  ['license-plate-service', 'iamEndpoint', { auth: 'password' }, hosts()],
  ['license-plate-service', 'concurrency', { projectId: 'p' }, counts(64)],
  ['license-plate-service', 'concurrency', { engine: 'edge' }, counts(16)],
  ['license-plate-service', 'callsPerMinute', { projectId: 'p' }, counts(100_000)],
  ['license-plate-service', 'callsPerDay', { projectId: 'p' }, counts(100_000_000)],
  ['license-plate', 'crop', {}, crops()],
  ['license-plate', 'image', { imageType: 'flow' }, ['cars', ' ']],
  ['license-plate', 'image', { imageType: 'str' }, ['http://camera/snap', ' https://camera/snap\n', '', ' ']],
  ['license-plate', 'timeout', {}, numbers()],
  ['license-plate', 'waiting', {}, counts(100_000)],
  ['license-plate-gate', 'frames', {}, counts(100)],
  ['license-plate-gate', 'agree', { frames: 7 }, counts(7)],
  ['license-plate-gate', 'list', { listType: 'flow' }, ['cars', '', ' ']],
  ['license-plate', 'minConfidence', {}, numbers()],
  ['license-plate-gate', 'tolerance', {}, numbers()],
  ['license-plate-gate', 'minConfidence', {}, numbers()],
  ['license-plate-gate', 'maxAge', {}, numbers()],
  ['license-plate-gate', 'rearm', {}, numbers()],
  ['license-plate-gate', 'frameTimeout', {}, numbers()],
  ['license-plate-service', 'engine', {}, ['huawei', 'edge', ...junk()]],
  ['license-plate-service', 'auth', { projectId: 'p' }, ['token', 'password', 'aksk', ...junk()]],
  ['license-plate-service', 'auth', { engine: 'edge' }, junk()],
  ['license-plate-service', 'alphabet', { projectId: 'p' }, ['chinese', 'any', ...junk()]],
  ['license-plate-service', 'alphabet', { engine: 'edge' }, junk()],
  ['license-plate-service', 'fallback', { projectId: 'p' }, flags()],
  ['license-plate-service', 'fallback', { engine: 'edge' }, flags()],
  [
    'license-plate',
    'imageType',
    { image: 'http://camera/snap' },
    ['msg', 'flow', 'global', 'str', ...junk()],
  ],
  ['license-plate', 'download', {}, ['service', 'node', ...junk()]],
  ['license-plate', 'overflow', {}, ['reject', 'oldest', ...junk()]],
  ['license-plate', 'allowPrivate', {}, flags()],
  ['license-plate', 'keepImage', {}, flags()],
  ['license-plate', 'showPlate', {}, flags()],
  ['license-plate-gate', 'listType', { list: 'cars' }, ['json', 'flow', 'global', 'env', ...junk()]],
  ['license-plate-gate', 'requireTime', {}, flags()],
  ['license-plate-gate', 'allowFallback', {}, flags()],
];

function junk(): unknown[] {
  return ['', 'foo', ' ', 'Any', 'node ', 5, true, [], null, undefined];
}

function flags(): unknown[] {
  return [true, false, 'true', 'false', 'True', 'on', 0, ...junk()];
}

function numbers(): unknown[] {
  const words = ['', ' ', '\t', '1,5', 'x', 'Infinity'];
  return [...words, -1, 0, '0', 0.05, 0.1, ' 0.5 ', '1e-1', 0.9, 0.95, 1, 600, '601', '86400', '86401'];
}

function ids(): unknown[] {
  return ['', ' ', '0', 7, ' 0af1 ', '3b1f-9c', 'my project', '默认项目', 'a\nb'];
}

function hosts(): unknown[] {
  const hosts = [
    '',
    ' ',
    'x:99999',
    '256.1.1.1',
    'http://127.0.0.256',
    'ocr.example.com',
    ' ocr.example.com:8443\n',
    'https://ocr.example.com/',
    'HTTPS://A.B',
  ];
  return [...hosts, 'http://a.b', 'http://localhost:80', 'a.b/c', 'https://u:p@a.b', 'a b'];
}

function counts(most: number): unknown[] {
  return ['', '1', 1, 0, '0', ' 5 ', ' ', -1, '1.5', 1.5, 'five', most, String(most), most + 1];
}

function crops(): unknown[] {
  const sides = { x: 10, y: 10, width: 50, height: 50 };
  const crop = (x: unknown) => [{ ...sides, x }, JSON.stringify({ ...sides, x })];
  return ['', ...[10, '10', ' 10 ', '10%', '10px', '', null, [10], 51, -1].flatMap(crop), '{', '[]', '"x"'];
}

describe('the dialog marks a field in red where the runtime refuses it, and nowhere else', () => {
  for (const [type, field, saved, values] of FIELDS) {
    for (const value of values) {
      const node = { ...saved, [field]: value };
      it(`${type}: ${JSON.stringify(node)}`, () => {
        assert.equal(isMarked(type, field, node), isRefused(type, field, node));
      });
    }
  }
});

function isMarked(type: string, field: string, node: Saved): boolean {
  const window = {};
  for (const name of ['fields.js', 'crop-field.js'])
    runInNewContext(textOf('resources', name), { window, URL });
  // No dialog is open, so what is saved counts.
  const $ = () => ({ val: () => undefined, length: 0 });
  const { defaults } = definitionOf(textOf('nodes', `${type}.html`), { window, $, URL })[1];
  const { validate = () => true } = defaults[field] ?? {};
  return validate.call({ ...node, _: (key: string) => key }, node[field], {}) !== true;
}

function isRefused(type: string, field: string, node: Saved): boolean {
  try {
    if (type === 'license-plate') parseRecognizeSettings(node);
    else if (type === 'license-plate-gate') parseGateSettings(node);
    else parseServiceSettings(node, SECRETS);
    return false;
  } catch (error) {
    return error instanceof PlateError && error.message.includes(`"${field}"`);
  }
}
