import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationKeys } from '../application-keys.js';
import { EventReceiver } from '../event-receiver.js';
import { newApplication, register } from '../webhook-desk.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('the applications among the pages of administration', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture({ KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' });
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  /** The status of the list of documents, asked for as an application does. */
  const withKey = async (key: string): Promise<number> =>
    (
      await fetch(`${fixture.kontor.url}/api/documents`, {
        headers: { authorization: `Bearer ${key}` },
      })
    ).status;
  const withSecret = async (id: string, secret: string): Promise<number> =>
    (
      await fetch(`${fixture.kontor.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
    ).status;

  it('should make one, show its secret once, replace it and remove the application', async () => {
    const page = await fixture.open('admin', { viewport: { width: 390, height: 800 } });
    await page.goto('/admin/applications');
    await page.getByText('No application has access yet.').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Court Files');
    await page.getByLabel(/^Read documents/).check();
    await page.getByLabel(/^Create documents/).check();
    await page.getByLabel(/^Web pages/).fill('https://app.example.ch');
    await page.getByRole('button', { name: 'Make the application' }).click();
    await page.getByText('This cannot be the name of an application.').waitFor();
    expect(await page.getByLabel(/^Read documents/).isChecked()).toBe(true);
    expect(await page.getByLabel(/^Web pages/).inputValue()).toBe('https://app.example.ch');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('court-files');
    await page.getByRole('button', { name: 'Make the application' }).click();

    await page.getByRole('heading', { level: 1, name: 'court-files' }).waitFor();
    const shown = page.getByRole('textbox', { name: 'Secret' });
    const secret = await shown.inputValue();
    const id = (await page.locator('.admin-fact code').textContent()) ?? '';
    await page.waitForURL(`/admin/applications/${id}`);
    expect(await withSecret(id, secret)).toBe(200);
    expect(await barriersOf(page)).toEqual([]);
    await page.reload();
    expect(await shown.count()).toBe(0);
    const row = page.locator('.admin-line', { hasText: `Secret …${secret.slice(-4)}` });
    await row.getByText('Last used').waitFor();
    expect(await page.content()).not.toContain(secret);

    await page.getByRole('button', { name: 'Make a secret' }).click();
    const second = await shown.inputValue();
    expect(await withSecret(id, second)).toBe(200);
    await page.getByLabel(`Remove …: Secret …${secret.slice(-4)}`, { exact: true }).click();
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: `Remove now: Secret …${secret.slice(-4)}` }).click();
    await page.getByText('It is removed. Whatever still uses it is refused.').waitFor();
    expect(await withSecret(id, secret)).toBe(401);
    expect(await withSecret(id, second)).toBe(200);

    await page.getByLabel(/^Last day of the key/).fill('2999-12-31');
    await page.getByRole('button', { name: 'Make an API key' }).click();
    const key = await page.getByRole('textbox', { name: 'API key' }).inputValue();
    await page.getByText(/Expires/).waitFor();
    expect(await withKey(key)).toBe(200);
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(await withKey(key)).toBe(401);
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Disable' }).waitFor();
    expect(await withKey(key)).toBe(200);
    await page.getByLabel(/^Read documents/).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It is changed, and applies from the next request on.').waitFor();
    expect(await page.getByLabel(/^Read documents/).isChecked()).toBe(false);
    expect(await withKey(key)).toBe(403);

    await page.getByText('Remove this application …').press('Enter');
    await page.getByRole('button', { name: 'Remove now', exact: true }).press('Enter');
    await page.getByText('The application is removed.').waitFor();
    expect(await withKey(key)).toBe(401);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should take groups, keys and an issuer, and lose nothing that was typed', async () => {
    const headers = { 'content-type': 'application/json' };
    const made = await fixture.kontor.fetchAs('admin', '/api/groups', {
      ...{ method: 'POST', headers, body: JSON.stringify({ name: 'Court' }) },
    });
    const group = ((await made.json()) as { id: string }).id;
    const keys = await ApplicationKeys.start();
    const page = await fixture.open('admin', { viewport: { width: 390, height: 800 } });
    const field = (name: string) => page.locator(`[name=${name}]`);
    const stored = async (id: string) =>
      (await fixture.kontor.fetchAs('admin', `/api/admin/clients/${id}`)).json();

    await page.goto('/admin/applications');
    await field('name').fill('with-people');
    await page.getByRole('checkbox', { name: 'Court' }).check();
    await page.getByText('Keys of its own').click();
    await field('jwks').fill(JSON.stringify(keys.privateSet));
    await page.getByText('People of its own').click();
    await field('issuer').fill('https://id.example.ch');
    await field('username_claim').fill('upn');
    await page.getByRole('button', { name: 'Make the application' }).click();
    await page.getByText('Nothing is saved').waitFor();
    for (const name of ['issuer_keys', 'audience'])
      expect(await page.locator(`#${name}-fault`).textContent()).toMatch(/go together/);
    expect(await page.locator('#issuer-fault').count()).toBe(0);
    expect(await barriersOf(page)).toEqual([]);
    await field('issuer_keys').fill('http://id.example.ch/jwks');
    await field('audience').fill('kontor');
    await page.getByRole('button', { name: 'Make the application' }).click();
    await page.locator('#issuer_keys-fault', { hasText: 'https address' }).waitFor();
    await field('issuer_keys').fill(keys.url);
    await page.getByRole('button', { name: 'Make the application' }).click();
    expect(await page.locator('#jwks-fault').textContent()).toMatch(/without their private part/);
    expect(await field('jwks').inputValue()).toBe(JSON.stringify(keys.privateSet));
    await field('jwks').fill(JSON.stringify(keys.set));
    await page.getByRole('button', { name: 'Make the application' }).click();
    await page.getByRole('heading', { level: 1, name: 'with-people' }).waitFor();

    const id = (await page.locator('.admin-fact code').textContent()) ?? '';
    const claims = { username: 'upn', display_name: 'name', mail: 'email' };
    const trusted = {
      ...{ issuer: 'https://id.example.ch', jwks_uri: keys.url, audience: 'kontor', claims },
    };
    expect(await stored(id)).toMatchObject({
      ...{ allowed_groups: [group], jwks: keys.set, jwks_uri: null, trusted_issuer: trusted },
    });
    await page.getByLabel(/^Read documents/).check();
    await field('jwks_uri').fill(keys.url);
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('#jwks-fault').textContent()).toMatch(/not both/);
    expect(await page.getByLabel(/^Read documents/).isChecked()).toBe(true);
    await field('jwks').fill('');
    await page.getByRole('checkbox', { name: 'Court' }).uncheck();
    for (const name of ['issuer', 'issuer_keys', 'audience']) await field(name).fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It is changed, and applies from the next request on.').waitFor();
    expect(await stored(id)).toMatchObject({
      ...{ scopes: ['documents:read'], allowed_groups: [], jwks: null, jwks_uri: keys.url },
      trusted_issuer: null,
    });
    expect(await field('jwks_uri').inputValue()).toBe(keys.url);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect(fixture.complaints()).toEqual([]);
    await keys.stop();
  });

  it('should find one of many groups, and lose nothing that was typed', async () => {
    for (let n = 10; n < 45; n++) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ name: `Team ${n}` });
      await fixture.kontor.fetchAs('admin', '/api/groups', { method: 'POST', headers, body });
    }
    const page = await fixture.open('admin');
    await page.goto('/admin/applications');
    await page.locator('[name=name]').fill('of-a-team');
    await page.getByRole('checkbox', { name: 'Team 11' }).check();
    expect(await page.getByRole('checkbox', { name: 'Team 44' }).count()).toBe(0);
    await page.getByLabel('Find other groups').fill('Team 44');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Team 44' }).check();
    expect(await page.getByRole('checkbox', { name: 'Team 11' }).isChecked()).toBe(true);
    expect(await page.locator('[name=name]').inputValue()).toBe('of-a-team');
    await page.getByRole('button', { name: 'Make the application' }).click();
    await page.getByRole('heading', { level: 1, name: 'of-a-team' }).waitFor();
    for (const name of ['Team 11', 'Team 44'])
      expect(await page.getByRole('checkbox', { name }).isChecked()).toBe(true);
    expect(fixture.complaints()).toEqual([]);
  });

  it('should show what a webhook got and did not get, and send by hand', async () => {
    const receiver = await EventReceiver.start();
    const application = await newApplication(fixture.kontor, ['documents:write', 'webhooks']);
    await register(application, receiver, ['document.created']);
    const page = await fixture.open('admin', { viewport: { width: 390, height: 800 } });
    await page.goto(`/admin/applications/${application.id}`);
    await page.getByRole('link', { name: receiver.url }).click();
    await page.getByText('Nothing was sent yet.').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test arrived.').waitFor();
    expect(receiver.received.map(({ type }) => type)).toEqual(['webhook.test']);

    receiver.answers(() => 500);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test did not arrive.').waitFor();
    await page.getByRole('link', { name: 'Given up' }).click();
    await page.waitForURL(/state=dead/);
    const lines = page.locator('#deliveries li');
    expect(await lines.count()).toBe(1);
    expect(await lines.textContent()).toContain('answered 500');
    expect(await barriersOf(page)).toEqual([]);

    receiver.answers(() => 204);
    await page.getByRole('button', { name: 'Send again: webhook.test' }).click();
    await page.getByText('It is sent again in a moment.').waitFor();
    // The page brings it in by itself.
    await page.locator('#deliveries li:first-child', { hasText: 'answered 204' }).waitFor();
    expect(await lines.getByText('given up').count()).toBe(0);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect(fixture.complaints()).toEqual([]);
    await receiver.stop();
  });
});
