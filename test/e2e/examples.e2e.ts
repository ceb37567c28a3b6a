import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { useScene } from './support/scene';

const FOLDER = resolve(__dirname, '../../../examples');

describe('the examples', () => {
  const scene = useScene();

  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
    it(`"${file}" is imported whole, known to its last node, and deployed`, async () => {
      const { editor, red } = scene();
      const text = readFileSync(join(FOLDER, file), 'utf8');
      const flow = JSON.parse(text) as { id: string; type: string; z?: string }[];
      await scene().show();

      await editor.import(text);
      if (flow.length > 0) await editor.deployAnyway();

      const types = (nodes: { type: string }[]) => nodes.map(({ type }) => type).toSorted();
      const deployed = await red.json<{ id: string; type: string }[]>('/flows');
      const imported = deployed.filter(({ id }) => id !== 'tab');
      assert.deepEqual(types(imported), types(flow));
      assert.deepEqual(await editor.unknownNodes(), []);
    });
  }
});
