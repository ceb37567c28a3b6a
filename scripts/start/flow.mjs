import { consoleFlow, linkToConsole } from './console.mjs';

/** The flow of `npm start`: whatever picture lies in the folder, or is put there later, is read once. */
export function demoFlow(folder) {
  const z = 'f100000000000001';
  return [
    { id: z, type: 'tab', label: 'Gate pictures', disabled: false, info: '' },
    {
      id: 'f100000000000002',
      type: 'license-plate-service',
      name: 'Embedded reader',
      engine: 'edge',
      region: 'cn-north-4',
      endpoint: '',
      projectId: '',
      auth: 'token',
      iamEndpoint: '',
      enterpriseProjectId: '',
      alphabet: 'chinese',
      fallback: false,
      concurrency: '',
      callsPerMinute: 0,
      callsPerDay: 0,
      tls: '',
      proxy: '',
    },
    {
      id: 'f100000000000003',
      type: 'comment',
      z,
      name: 'Put a picture into the watched folder: it is read',
      info: `The folder is ${folder}\n\nPress the button of the inject node to read all pictures that were changed since.`,
      x: 230,
      y: 60,
      wires: [],
    },
    {
      id: 'f100000000000004',
      type: 'inject',
      z,
      name: 'At start',
      props: [{ p: 'folder', v: folder, vt: 'str' }],
      repeat: '',
      crontab: '',
      once: true,
      onceDelay: 0.1,
      topic: '',
      x: 110,
      y: 120,
      wires: [['f100000000000005']],
    },
    functionNode('f100000000000005', 'List the folder', listFolder, {
      z,
      x: 270,
      y: 120,
      wires: [['f100000000000007']],
    }),
    {
      id: 'f100000000000006',
      type: 'watch',
      z,
      name: 'Watch the folder',
      files: folder,
      recursive: '',
      x: 240,
      y: 180,
      wires: [['f100000000000007']],
    },
    functionNode('f100000000000007', 'Each whole picture once', wholePictures, {
      z,
      x: 490,
      y: 140,
      wires: [['f100000000000008']],
    }),
    {
      id: 'f100000000000008',
      type: 'file in',
      z,
      name: 'Picture as a Buffer',
      filename: 'filename',
      filenameType: 'msg',
      format: '',
      chunk: false,
      sendError: false,
      encoding: 'none',
      allProps: false,
      x: 740,
      y: 140,
      wires: [['f100000000000009']],
    },
    {
      id: 'f100000000000009',
      type: 'license-plate',
      z,
      name: '',
      service: 'f100000000000002',
      image: 'payload',
      imageType: 'msg',
      download: 'service',
      allowPrivate: false,
      tls: '',
      timeout: 30,
      waiting: 100,
      overflow: 'reject',
      minConfidence: 0,
      crop: '',
      keepImage: true,
      showPlate: true,
      x: 950,
      y: 140,
      wires: [
        ['f10000000000000a', 'f10000000000000b', 'f10000000000000d'],
        ['f10000000000000a', 'f10000000000000c'],
      ],
    },
    functionNode('f10000000000000a', 'A line in the terminal', printLine, { z, x: 1180, y: 80, wires: [[]] }),
    debugNode('f10000000000000b', 'Plate', 'payload', { z, x: 1150, y: 140 }),
    debugNode('f10000000000000c', 'No plate, and why', 'error', { z, x: 1180, y: 200 }),
    linkToConsole('f10000000000000d', { z, x: 1115, y: 240 }),
    ...consoleFlow('f10000000000000d'),
  ];
}

function functionNode(id, name, func, place) {
  return {
    id,
    type: 'function',
    name,
    func,
    outputs: 1,
    timeout: 0,
    noerr: 0,
    initialize: '',
    finalize: '',
    libs: [
      { var: 'fs', module: 'fs' },
      { var: 'path', module: 'path' },
    ],
    ...place,
  };
}

function debugNode(id, name, property, place) {
  return {
    id,
    type: 'debug',
    name,
    active: true,
    tosidebar: true,
    console: false,
    tostatus: false,
    complete: property,
    targetType: 'msg',
    statusVal: '',
    statusType: 'auto',
    wires: [],
    ...place,
  };
}

const listFolder = `return [fs.readdirSync(msg.folder).map((file) => ({ filename: path.join(msg.folder, file) }))];
`;

const wholePictures = `// A picture that is still being copied changes again: wait until it was left alone for half a second.
if (!/\\.(jpe?g|png|bmp|tiff?)$/i.test(msg.filename)) return;
const waiting = context.get('waiting') ?? new Map();
const read = context.get('read') ?? new Map();
context.set('waiting', waiting);
context.set('read', read);
clearTimeout(waiting.get(msg.filename));
waiting.set(msg.filename, setTimeout(() => {
    waiting.delete(msg.filename);
    const found = fs.statSync(msg.filename, { throwIfNoEntry: false });
    const version = found && \`\${found.mtimeMs} \${found.size}\`;
    if (!found?.isFile() || found.size === 0 || read.get(msg.filename) === version) return;
    read.set(msg.filename, version);
    node.send({ filename: msg.filename });
}, 500));
`;

const printLine = `const report = global.get('reportPicture');
report?.({ file: path.basename(msg.filename), plates: msg.plates, error: msg.error, duration: msg.recognition?.duration });
`;
