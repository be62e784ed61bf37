import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFixture, type BrowserFixture } from './browser.js';

describe('storage on the status page', () => {
  let fixture: BrowserFixture;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-places-'));
    const providers = ['a', 'b', 'c', 'd'].map((name) => ({
      name: `place-${name}`,
      url: pathToFileURL(join(folder, name)).href,
    }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 2, m: 1, min_durable: 2, providers }));
    fixture = await openFixture({ KONTOR_STORAGE: file });
    for (let i = 0; i < 12; i++) await save(`Report ${i}.txt`);
  });
  afterAll(async () => {
    await fixture.stop();
    await rm(folder, { recursive: true });
  });

  async function save(title: string): Promise<void> {
    const response = await fixture.kontor.fetchAs('alice', `/api/documents?title=${title}`, {
      method: 'POST',
      body: 'text '.repeat(5000),
    });
    expect(response.status).toBe(201);
  }

  it('should show what is missing, what is at risk, and empty a provider while one looks', async () => {
    const page = await fixture.open('admin');
    await rename(join(folder, 'b'), join(folder, 'away'));
    // Each of them passes place-b over with a chance of one in four; not all of them do.
    for (let i = 0; i < 16; i++) await save(`Later ${i}.txt`);
    await page.goto('/status');
    const place = (name: string) => page.locator('.provider', { hasText: name });
    const missing = await place('place-b').locator('.provider-missing').textContent();
    expect(missing).toMatch(/^\d+ missing$/);
    expect(await page.locator('.at-risk li').first().textContent()).toContain('2 of 3 shards');
    await rename(join(folder, 'away'), join(folder, 'b'));

    await place('place-c').getByRole('button', { name: 'Empty place-c' }).click();
    await place('place-c')
      .getByText(/^(Being emptied|Empty; can be removed)/)
      .waitFor();
    expect(await page.locator('.providers + .hint').textContent()).toContain(
      'needs 3 storage providers',
    );
    await place('place-c').getByText('Empty; can be removed').waitFor({ timeout: 120_000 });
    expect(await place('place-c').textContent()).toContain('0 shards');

    await place('place-c').getByRole('button', { name: 'Use place-c again' }).click();
    await page.getByRole('button', { name: 'Empty place-a' }).waitFor();
    expect(fixture.complaints()).toEqual([]);
  });

  it('should let nobody but administrators see or do it', async () => {
    for (const [method, path] of [
      ['GET', '/api/storage'],
      ['POST', '/api/storage/scrub'],
      ['POST', '/api/storage/providers/place-a/drain'],
      ['POST', '/status/scrub'],
      ['POST', '/status/providers/place-a'],
    ] as const) {
      const response = await fixture.kontor.fetchAs('bob', path, { method });
      expect([path, response.status]).toEqual([path, 403]);
    }
  });
});
