import type { Page } from 'playwright-core';

/** Adds rows to the list of the open gate dialog, as a spreadsheet copies them. */
export async function pasteRows(page: Page, rows: string): Promise<void> {
  await page.getByRole('button', { name: 'Paste from a spreadsheet' }).click();
  await page.keyboard.insertText(rows);
  await page.locator('#license-plate-gate-paste button').click();
}
