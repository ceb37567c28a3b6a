import assert from 'node:assert/strict';
import { useScene } from './support/scene';

const GATE = { id: 'gate', type: 'license-plate-gate', z: 'tab', x: 300, y: 200, wires: [[], []] };

describe('an import in the gate dialog', () => {
  const scene = useScene();

  /** Opens the dialog with this list. */
  async function open(...listed: object[]): Promise<void> {
    await scene().show({ ...GATE, list: JSON.stringify(listed), listType: 'json' });
    await scene().editor.edit('gate');
  }

  /** Adds rows as a spreadsheet copies them. */
  async function paste(rows: string): Promise<void> {
    const { page } = scene().editor;
    await page.getByRole('button', { name: 'Paste from a spreadsheet' }).click();
    await page.keyboard.insertText(rows);
    await page.locator('#license-plate-gate-paste button').click();
  }

  it('takes no JSON that is no list, and keeps it to be mended', async () => {
    const { page } = scene().editor;
    await open();

    await paste('{"plate": "京A12345"}');

    await page.getByRole('alert').getByText('no list of plates').waitFor();
    assert.equal(
      await page.locator('#license-plate-gate-paste textarea').inputValue(),
      '{"plate": "京A12345"}',
    );
    assert.equal(await page.locator('.license-plate-gate-cars tbody tr').count(), 0);
  });
});
