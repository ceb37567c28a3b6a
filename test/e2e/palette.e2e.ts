import assert from 'node:assert/strict';
import { useScene } from './support/scene';

for (const [language, group, label] of [
  ['en-US', 'license plate', 'license plate'],
  ['zh-CN', 'license plate', '车牌识别'],
] as const) {
  describe(`the palette in ${language}`, () => {
    const scene = useScene(language === 'zh-CN' ? { language } : {});

    it('shows the nodes in a group of their own, with icon and label', async () => {
      const { editor } = scene();
      const node = editor.palette('license-plate');

      const category = editor.page.locator('.red-ui-palette-category', { has: node });
      const icon = node.locator('.red-ui-palette-icon');

      const header = await category.locator('.red-ui-palette-header').textContent();

      assert.equal(header, group);
      assert.equal(await node.getAttribute('data-palette-label'), label);
      assert.match(await icon.evaluate((element) => element.outerHTML), /license-plate\.svg/);
    });

    it('finds them by search', async () => {
      const search = scene().editor.page.locator('#red-ui-palette-search input');

      await search.pressSequentially('plate');

      await scene().editor.palette('inject').waitFor({ state: 'hidden' });
      assert.ok(await scene().editor.palette('license-plate').isVisible());
      // Node-RED remembers the search over a reload.
      for (const _letter of 'plate') await search.press('Backspace');
      await scene()
        .editor.page.locator('.red-ui-palette-node[data-filter]')
        .first()
        .waitFor({ state: 'detached' });
    });

    it('gives a node that is dragged out', async () => {
      const { editor } = scene();
      await scene().show();

      const id = await editor.drag('license-plate', 300, 200);

      assert.equal(
        (await editor.onWorkspace(id).locator('.red-ui-flow-node-label').textContent())?.trim(),
        label,
      );
    });
  });
}
