import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditMaintenance } from '../../src/audit/chain/audit-maintenance.timer.js';
import { MESSAGES } from '../../src/desk/language/messages.js';
import { Database } from '../../src/platform/database/database.js';
import { barriersOf } from './axe.js';
import { openFixture, type BrowserFixture } from './browser.js';
import { keepPicture } from './pictures.js';

interface Tables {
  audit_entries: { position: number; actor: string | null };
  audit_state: { name: string; at: number };
}

describe('an audit log that somebody changed', () => {
  let fixture: BrowserFixture;

  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.closeWindows());
  afterAll(() => fixture.stop());

  it('should be a failing row of the status page, which names the entry', async () => {
    const { app, fetchAs } = fixture.kontor;
    for (const n of [1, 2, 3])
      await fetchAs('alice', `/api/documents?title=Plan-${n}.txt`, {
        method: 'POST',
        body: 'text',
      });
    const database = app.get(Database, { strict: false });
    const maintenance = app.get(AuditMaintenance, { strict: false });
    await maintenance.link();
    const { position } = await database
      .query<Tables>()
      .selectFrom('audit_entries')
      .select('position')
      .where('actor', '=', 'alice')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await database
      .query<Tables>()
      .updateTable('audit_entries')
      .set({ actor: 'bob' })
      .where('position', '=', position)
      .execute();
    // As on the next day.
    await database
      .query<Tables>()
      .updateTable('audit_state')
      .set({ at: 0 })
      .where('name', '=', 'verified')
      .execute();
    await maintenance.verifyDaily();

    for (const lang of ['de', 'fr', 'en'] as const) {
      const { admin, status } = MESSAGES[lang];
      await fetchAs('admin', '/api/me', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ locale: lang }),
      });
      for (const width of [390, 1280]) {
        const page = await fixture.open('admin', { viewport: { width, height: 844 } });
        await page.goto('/status');
        const row = page.getByRole('listitem').filter({ hasText: admin.menu.audit }).first();
        const text = (await row.textContent()) ?? '';
        expect(text).toContain(String(position));
        expect(text).toContain(status.audit.brokenFix);
        await row.scrollIntoViewIfNeeded();
        await keepPicture(page, `damaged-log-${lang}-${width}`);
        expect(await barriersOf(page)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
      }
    }
    expect(fixture.complaints()).toEqual([]);
  });
});
