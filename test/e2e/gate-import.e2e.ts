import assert from 'node:assert/strict';
import { useScene } from './support/scene';
import { pasteRows } from './support/spreadsheet';

const GATE = { id: 'gate', type: 'license-plate-gate', z: 'tab', x: 300, y: 200, wires: [[], []] };

describe('an import in the gate dialog', () => {
  const scene = useScene();

  /** Opens the dialog with this list. */
  async function open(...listed: object[]): Promise<void> {
    await scene().show({ ...GATE, list: JSON.stringify(listed), listType: 'json' });
    await scene().editor.edit('gate');
  }

  const paste = (rows: string) => pasteRows(scene().editor.page, rows);

  async function chooseWorkbook(): Promise<void> {
    const file = scene().editor.page.locator('#license-plate-gate-cars input[type="file"]');
    const buffer = Buffer.from('PK\x03\x04 京A12345\n');
    await file.setInputFiles({ name: 'cars.xlsx', mimeType: '', buffer });
  }

  const said = async () =>
    (await scene().editor.page.locator('.license-plate-gate-said').innerText()).split('\n');

  it('says which plates are listed more than once, until the old entries are removed', async () => {
    const { page } = scene().editor;
    await open({ plate: '京A·12345', until: '2027-12-31' }, { plate: '浙A7K362', until: '2027-12-31' });

    await paste('plate\tuntil\n京A12345\t2027-01-31\n浙A7K362\t2027-12-31\n');

    assert.deepEqual(await said(), [
      '1 added, 1 were there already, 0 rows without a plate left out',
      'Listed more than once: 1 (京A·12345). Each entry lets the car in: remove those that no longer hold.',
    ]);
    await page.getByRole('searchbox').fill('12345');
    await page.getByRole('button', { name: 'Remove 京A·12345' }).click();
    assert.deepEqual(await said(), ['Cars: 2']);
  });

  it('names a few of many such plates, also while others are corrected', async () => {
    const plates = Array.from({ length: 5 }, (_, i) => `京A1234${i}`);
    await open(...plates.map((plate) => ({ plate })));

    await paste(`plate\tcolor\n${plates.map((plate) => `${plate}\tblue`).join('\n')}\n`);
    await scene().editor.page.locator('.license-plate-gate-cars').getByLabel('Name').first().fill('Li');

    assert.deepEqual(await said(), [
      'Cars: 10',
      'Listed more than once: 5 (京A12340, 京A12341, 京A12342, …). Each entry lets the car in: remove those that no longer hold.',
    ]);
  });

  it('says how many cars came without an end where others have one, as under merged cells', async () => {
    await open();

    await paste('plate\tname\tuntil\n京A12345\tLi\t2027-12-31\n京A12346\tLi\t\n沪AD58206\tWu\t2027-06-30\n');

    assert.deepEqual(await said(), [
      '3 added, 0 were there already, 0 rows without a plate left out',
      'Added without an end, though others have one: 1 (京A12346)',
    ]);
  });

  it('says no more than what was added where no car has an end', async () => {
    await open({ plate: '京A12345', until: '2027-12-31' });

    await paste('浙A7K362\tWang\n浙A7K362\tWang\n沪AD58206\tLi\n');

    assert.deepEqual(await said(), ['2 added, 1 were there already, 0 rows without a plate left out']);
  });

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

  it('says which columns it left out', async () => {
    await open();

    await paste('plate\tvisitor until\n浙A7K362\t2026-12-31\n');

    const [count = '', leftOut = ''] = await said();
    assert.match(count, /^1 added/);
    assert.match(leftOut, /left out.*: visitor until$/);
  });

  it('takes no workbook for text', async () => {
    const { editor } = scene();
    await open();

    await chooseWorkbook();

    await editor.page.getByRole('alert').getByText('workbook').waitFor();
    assert.equal(await editor.page.locator('.license-plate-gate-cars tbody tr').count(), 0);
  });

  it('says no more of a file when cars came in another way', async () => {
    const { editor } = scene();
    await open();
    const alert = editor.page.locator('#license-plate-gate-cars').getByRole('alert');
    await chooseWorkbook();
    await alert.getByText('workbook').waitFor();

    await paste('浙A7K362');

    assert.equal(await alert.innerText(), '');
  });
});
