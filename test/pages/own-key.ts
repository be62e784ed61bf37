import type { Page } from 'playwright-core';

export const PASSPHRASE = 'four random words here';
/** A passphrase is dear to guess, and so to try: a second or two each time, more on a busy machine. */
export const LONG = { timeout: 120_000 };
export const TEST_MS = 300_000;

/** Makes a key, copies the kit as a person would, and proves it. Answers the secret on the paper. */
export async function makeKey(page: Page, passphrase = PASSPHRASE): Promise<string> {
  await page.goto('/keys');
  await page.locator('#create-key').getByLabel('New passphrase').fill(passphrase);
  await page.locator('#create-key').getByLabel('Repeat the passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Create my key' }).click();
  const paper = page.locator('#kit-secret');
  await paper.waitFor(LONG);
  const secret = ((await paper.textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel(/last six characters/).fill(secret.slice(-6).toLowerCase());
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('Correct.').waitFor();
  return secret;
}

export async function unlockWith(page: Page, passphrase: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Unlock your key' });
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
}
