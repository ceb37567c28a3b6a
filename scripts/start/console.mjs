import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Cars of the drawn pictures that the gate lets in. */
const CARS = [
  { plate: '浙A7K362', name: 'Li Na' },
  { plate: '沪AD58206', color: 'green', name: 'Wang Wei' },
];

/** What the example has for a camera of its own. */
const CAMERA = ['Look', 'Snapshot'];

const ARRIVAL = 'f100000000000020';

/**
 * The example "Gate console", which gets its readings by link from another tab and its password from the environment.
 * `linkedFrom` is the id of the link out node there.
 */
export function consoleFlow(linkedFrom) {
  const file = new URL('../../examples/Gate console.json', import.meta.url);
  const example = JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
  const tab = example.find(({ type }) => type === 'tab');
  const gate = example.find(({ type }) => type === 'license-plate-gate');
  // An empty variable of the tab would hide that of the environment.
  tab.env = tab.env.filter(({ name }) => name !== 'GATE_PASSWORD');
  // A slow machine takes its time for all pictures at once.
  gate.maxAge = 300;
  example.find(({ name }) => name === 'Cars').props[0].v = JSON.stringify(CARS);
  const isReplaced = ({ name, type }) => CAMERA.includes(name) || /^license-plate(-service)?$/.test(type);
  const { x, y } = example.find(({ name }) => name === 'Look');
  const arrival = { id: ARRIVAL, type: 'link in', z: tab.id, name: 'Readings', links: [linkedFrom], x, y };
  return [...example.filter((node) => !isReplaced(node)), { ...arrival, wires: [[gate.id]] }];
}

/** What sends the readings of a tab there. */
export function linkToConsole(id, place) {
  return {
    id,
    type: 'link out',
    name: 'To the gate console',
    mode: 'link',
    links: [ARRIVAL],
    wires: [],
    ...place,
  };
}
