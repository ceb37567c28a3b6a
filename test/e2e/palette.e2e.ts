import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, useScene } from './support/scene';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  'node-red': { nodes: Record<string, string> };
};
const TYPES = Object.keys(manifest['node-red'].nodes).filter((type) => type !== 'license-plate-service');

function labelOf(type: string, language: string): string {
  const catalogue = JSON.parse(
    readFileSync(join(ROOT, 'locales', language, `${type}.json`), 'utf8'),
  ) as Record<string, { label: string }>;
  return catalogue[type]?.label ?? '';
}

const GROUP = { 'en-US': 'license plate', 'zh-CN': '车牌识别' };

for (const language of ['en-US', 'zh-CN'] as const) {
  describe(`the palette in ${language}`, () => {
    const scene = useScene(language === 'zh-CN' ? { language } : {});

    for (const type of TYPES) {
      it(`shows ${type} in a group of our own, with icon and label`, async () => {
        const { editor } = scene();
        const node = editor.palette(type);

        const category = editor.page.locator('.red-ui-palette-category', { has: node });

        assert.equal(await category.locator('.red-ui-palette-header').textContent(), GROUP[language]);
        assert.equal(await node.getAttribute('data-palette-label'), labelOf(type, language));
        const icon = await node.locator('.red-ui-palette-icon').evaluate((element) => element.outerHTML);
        assert.ok(icon.includes(`/${type}.svg`), icon);
      });

      it(`gives a ${type} that is dragged out`, async () => {
        const { editor } = scene();
        await scene().show();

        const id = await editor.drag(type, 300, 200);

        const label = await editor.onWorkspace(id).locator('.red-ui-flow-node-label').textContent();
        assert.equal(label?.trim(), labelOf(type, language));
      });
    }

    it('finds them by search', async () => {
      const search = scene().editor.page.locator('#red-ui-palette-search input');

      await search.pressSequentially('plate');

      await scene().editor.palette('inject').waitFor({ state: 'hidden' });
      for (const type of TYPES) assert.ok(await scene().editor.palette(type).isVisible());
      // Node-RED remembers the search over a reload.
      for (const _letter of 'plate') await search.press('Backspace');
      await scene()
        .editor.page.locator('.red-ui-palette-node[data-filter]')
        .first()
        .waitFor({ state: 'detached' });
    });
  });
}
