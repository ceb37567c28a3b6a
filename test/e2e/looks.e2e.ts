import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answerFor, drawnPicture } from './support/drawn';
import { type SceneOptions, useScene } from './support/scene';
import { Trial } from './support/trial';

const READER = { id: 'reader', type: 'license-plate', z: 'tab', x: 300, y: 200, service: 'service' };
/** What is chosen in the service dialog, one after the other. */
const CHOICES = [
  ['auth', 'token'],
  ['auth', 'password'],
  ['auth', 'aksk'],
  ['engine', 'edge'],
] as const;
const GATE = {
  id: 'gate',
  type: 'license-plate-gate',
  z: 'tab',
  x: 300,
  y: 200,
  list: JSON.stringify([
    { plate: '浙A7K362', name: 'Wang' },
    { plate: '沪AD58206', from: '2026-11-23', until: 'soon' },
  ]),
  listType: 'json',
  frames: 3,
  wires: [[], []],
};
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const nodeRed = require(`${process.env.NODE_RED ?? 'node-red'}/package.json`) as { version: string };
const looks: [name: string, options: SceneOptions][] = [
  ['in English', {}],
  ['in Chinese', { language: 'zh-CN' }],
];
// Node-RED 4 has no dark look of its own.
if (Number.parseInt(nodeRed.version, 10) >= 5) {
  looks.push(['in the dark', { localStorage: { 'view-dark-theme': 'dark' } }]);
}

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string; any: { data: { contrastRatio?: number } | null }[] }[];
}

for (const [name, options] of looks) {
  describe(`the dialogs ${name}`, () => {
    const scene = useScene(options);

    /** What axe says about the open dialog: serious faults, and the lowest contrast of a text that it measured. */
    async function judge(): Promise<{ faults: string[]; contrast: number }> {
      const { page } = scene().editor;
      if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
      const { violations, passes } = (await page.evaluate(
        "axe.run('.license-plate-form', { resultTypes: ['violations', 'passes'] })",
      )) as { violations: Finding[]; passes: Finding[] };
      const faults = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      const ratios = [...violations, ...passes]
        .filter(({ id }) => id === 'color-contrast')
        .flatMap(({ nodes }) => nodes.flatMap(({ any }) => any.map(({ data }) => data?.contrastRatio ?? 21)));
      assert.ok(ratios.length > 5, 'texts were measured');
      return { faults, contrast: Math.min(...ratios) };
    }

    it('have no serious fault and fit, whatever engine and login a service has', async () => {
      const { editor } = scene();
      await scene().show(scene().service, { ...READER, wires: [[], []] });
      await editor.edit('reader');
      await editor.editService();

      for (const [field, value] of CHOICES) {
        await editor.config(field).selectOption(value);
        const { faults, contrast } = await judge();
        assert.deepEqual([...faults, ...(await misfits())], [], value);
        assert.ok(contrast >= 4.5, `contrast ${contrast} with ${value}`);
      }
    });

    it('have no serious fault and fit with a picture that was read, and a crop that is wrong', async () => {
      const { editor, emulator } = scene();
      await scene().show(scene().service, { ...READER, download: 'node', wires: [[], []] });
      await editor.edit('reader');
      const trial = new Trial(editor);
      const picture = await drawnPicture('blue-car');
      emulator.answer(answerFor(picture));
      await trial.choose(picture);
      await trial.read.click();
      await trial.result.locator('pre').waitFor();
      await editor.page.locator('#license-plate-crop-x').fill('120');

      const { faults, contrast } = await judge();

      assert.deepEqual([...faults, ...(await misfits())], []);
      assert.ok(contrast >= 4.5, `contrast ${contrast}`);
    });

    it('have no serious fault and fit with a list of cars, one of them wrong', async () => {
      const { editor } = scene();
      await scene().show(GATE);
      await editor.edit('gate');

      const { faults, contrast } = await judge();

      assert.deepEqual([...faults, ...(await misfits())], []);
      assert.ok(contrast >= 4.5, `contrast ${contrast}`);
    });

    for (const width of [1024, 820]) {
      it(`are not cut off in a window of ${width} pixels`, async () => {
        const { editor } = scene();
        await editor.page.setViewportSize({ width, height: 1000 });
        await scene().show(
          scene().service,
          { ...READER, x: 150, wires: [[], []] },
          { ...GATE, x: 150, y: 300 },
        );

        for (const open of [
          () => editor.edit('gate'),
          async () => {
            await editor.edit('reader');
            await editor.editService();
          },
          () => editor.edit('reader'),
        ]) {
          await open();
          assert.deepEqual(await cutOff(), []);
          await editor.load();
        }
      });
    }

    afterEach(() => scene().editor.page.setViewportSize({ width: 1400, height: 1000 }));

    /** Parts of the open dialog that reach beyond what can be seen of it, and cars that cannot be read in full. */
    function cutOff(): Promise<string[]> {
      return scene().editor.page.evaluate(() => {
        const isCutShort = (element: Element) =>
          element.matches('.license-plate-gate-cars input') && element.scrollWidth > element.clientWidth;
        const trays = [...document.querySelectorAll('.red-ui-tray')];
        const edge = trays.at(-1)?.getBoundingClientRect().right ?? 0;
        return [...(trays.at(-1)?.querySelectorAll('.license-plate-form *') ?? [])]
          .filter((element) => element.getClientRects().length > 0)
          .filter((element) => element.getBoundingClientRect().right > edge || isCutShort(element))
          .map((element) => element.outerHTML.slice(0, 120));
      });
    }

    function misfits(): Promise<string[]> {
      return scene().editor.page.evaluate(() => {
        const form = document.querySelector('.license-plate-form');
        const edge = form?.getBoundingClientRect().right ?? 0;
        const visible = (element: Element) => element.getClientRects().length > 0;
        const labels = [...document.querySelectorAll('.license-plate-form .form-row > label')];
        const wrapped = labels.filter((label) => visible(label) && label.getBoundingClientRect().height > 30);
        const all = [...document.querySelectorAll('.license-plate-form *')];
        const beyond = all.filter(
          (element) => visible(element) && element.getBoundingClientRect().right > edge + 1,
        );
        return [...wrapped, ...beyond].map((element) => element.outerHTML.slice(0, 120));
      });
    }
  });
}
