import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { freePorts } from '../free-port.js';
import { openFixture, signIn, type BrowserFixture } from './browser.js';
import { LONG, makeKey, PASSPHRASE, TEST_MS, unlockWith } from './own-key.js';

describe('a person’s own key', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });

  afterAll(() => fixture.stop());

  it('should refuse passphrases that are short, or typed differently', async () => {
    const page = await fixture.open('bob');
    await page.goto('/keys');
    const form = page.locator('#create-key');
    const make = page.getByRole('button', { name: 'Create my key' });
    await form.getByLabel('New passphrase').fill('short');
    await form.getByLabel('Repeat the passphrase').fill('short');
    await make.click();
    await page.getByText('Please choose at least 12 characters').waitFor();
    await form.getByLabel('New passphrase').fill(PASSPHRASE);
    await form.getByLabel('Repeat the passphrase').fill(`${PASSPHRASE}!`);
    await make.click();
    await page.getByText('differ').waitFor();
    expect((await fixture.kontor.fetchAs('bob', '/api/me/identity')).status).toBe(404);
    await page.close();
  });

  it(
    'should open with another passphrase, and after losing it with the kit',
    async () => {
      const page = await fixture.open('alice');
      const secret = await makeKey(page);
      await page.goto('/keys');
      await page.getByText('Change the passphrase').first().click();
      const fill = async (form: string, passphrase: string): Promise<void> => {
        await page.locator(`${form} [name=passphrase]`).fill(passphrase);
        await page.locator(`${form} [name=repeat]`).fill(passphrase);
        await page.locator(`${form} .primary`).click();
      };
      await fill('#change', 'another set of words');
      await page.getByText('The passphrase was changed.').waitFor(LONG);
      await page.getByRole('button', { name: 'Lock now' }).click();
      await page.getByText('Your key is locked.').waitFor();
      await page.getByRole('button', { name: 'Show the recovery kit' }).click();
      await unlockWith(page, PASSPHRASE);
      await page.getByText('This is not your passphrase').waitFor(LONG);
      await unlockWith(page, 'another set of words');
      await page.locator('#kit-secret').waitFor(LONG);

      await page.evaluate(() => sessionStorage.clear());
      await page.goto('/keys');
      await page.getByText('I have the recovery kit', { exact: true }).click();
      await page.getByLabel('Key from the kit').fill('AGE-SECRET-KEY-1WRONG');
      await fill('#recover', 'the third passphrase');
      await page.getByText('not the key from your recovery kit').waitFor();
      await page.getByLabel('Key from the kit').fill(secret.replace(/.{4}/g, '$& ').toLowerCase());
      await fill('#recover', 'the third passphrase');
      await page.getByText('The passphrase was changed.').waitFor(LONG);
      await page.getByRole('button', { name: 'Lock now' }).click();
      await page.getByText('Your key is locked.').waitFor();
      await page.getByRole('button', { name: 'Show the recovery kit' }).click();
      await unlockWith(page, 'the third passphrase');
      await page.locator('#kit-secret').waitFor(LONG);
    },
    TEST_MS,
  );

  it(
    'should be known again from the kit, where the server lost what it knew',
    async () => {
      const secret = await generateIdentity();
      const page = await fixture.open('admin');
      await page.goto('/keys');
      await page.getByText('I have the recovery kit', { exact: true }).click();
      const form = page.locator('#recover');
      const take = form.getByRole('button', { name: 'Use this key' });
      await form.getByLabel('New passphrase').fill(PASSPHRASE);
      await form.getByLabel('Repeat the passphrase').fill(PASSPHRASE);
      await form.getByLabel('Key from the kit').fill(secret.replace('1', '2'));
      await take.click();
      await page.getByText('not the key from your recovery kit').waitFor();
      expect((await fixture.kontor.fetchAs('admin', '/api/me/identity')).status).toBe(404);
      await form.getByLabel('Key from the kit').fill(secret.toLowerCase());
      await take.click();
      await page.getByText('Your key was restored.').waitFor(LONG);
      const known = await fixture.kontor.fetchAs('admin', '/api/me/identity');
      expect(await known.json()).toMatchObject({
        recipient: await identityToRecipient(secret),
        custody: 'zero-knowledge',
        kit_checked_at: expect.any(String),
      });
      await page.getByRole('button', { name: 'Lock now' }).click();
      await page.getByText('Your key is locked.').waitFor();
      await page.getByRole('button', { name: 'Show the recovery kit' }).click();
      await unlockWith(page, PASSPHRASE);
      await page.locator('#kit-secret').waitFor(LONG);
      const shown = await page.locator('#kit-secret').textContent();
      expect(shown?.replaceAll(' ', '')).toBe(secret);
      await page.close();
    },
    TEST_MS,
  );
});

describe('a passkey', () => {
  it(
    'should open the key in the place of a passphrase',
    async () => {
      // Passkeys belong to names; an address is none.
      const port = await freePorts();
      const address = `http://localhost:${port}`;
      const fixture = await openFixture({ PORT: String(port), KONTOR_PUBLIC_URL: address });
      try {
        const page = await fixture.open(undefined, { baseURL: address });
        const devtools = await page.context().newCDPSession(page);
        await devtools.send('WebAuthn.enable');
        await devtools.send('WebAuthn.addVirtualAuthenticator', {
          options: {
            protocol: 'ctap2',
            ctap2Version: 'ctap2_1',
            transport: 'internal',
            hasResidentKey: true,
            hasUserVerification: true,
            hasPrf: true,
            isUserVerified: true,
            automaticPresenceSimulation: true,
          },
        });
        await signIn(page, 'alice');
        await makeKey(page);
        await page.getByRole('button', { name: 'Add a passkey' }).click();
        await page.getByText('The passkey was added.').waitFor(LONG);
        await page.getByRole('button', { name: 'Remove Passphrase' }).click();
        await page.getByText('Done.').waitFor();
        await page.getByRole('button', { name: 'Remove Passkey' }).click();
        await page.getByText('the only thing that opens your key').waitFor();
        await page.getByRole('button', { name: 'Lock now' }).click();
        await page.getByText('Your key is locked.').waitFor();
        await page.getByRole('button', { name: 'Show the recovery kit' }).click();
        await page.getByRole('button', { name: 'Use a passkey' }).click();
        await page.locator('#kit-secret').waitFor(LONG);
      } finally {
        await fixture.stop();
      }
    },
    TEST_MS,
  );
});
