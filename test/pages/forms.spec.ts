import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { editorIn } from './browser.js';
import { editorPages } from './editor-pages.js';

/** Folder for pictures of what the tests saw; nothing is kept by default. */
const pictures = process.env.KONTOR_TEST_PICTURES;

describe('a form', () => {
  const desk = editorPages();

  const json = async (who: string, path: string, method = 'GET', body?: object) => {
    const response = await desk.fixture.kontor.fetchAs(who, path, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return response.json();
  };
  const openEditor = async (who: string, id: string): Promise<Page> => {
    const page = await desk.fixture.open(who);
    await page.goto(`/edit/${id}`);
    await isOpen(page);
    return page;
  };
  const tool = (page: Page, name: string) =>
    editorIn(page).getByRole('button', { name, exact: true });
  const field = (page: Page, name: string) => editorIn(page).locator('#form').getByLabel(name);
  const saw = async (page: Page, name: string): Promise<void> => {
    if (pictures === undefined) return;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
    }
  };
  const versions = async (id: string): Promise<unknown[]> =>
    (await json('alice', `/api/documents/${id}/versions`)).versions;
  /** A form with two fields, handed out to Bob. */
  const madeForm = async (title: string): Promise<string> => {
    const blank = { title, file_type: 'pdf' };
    const { id } = await json('alice', '/api/documents/blank', 'POST', blank);
    const page = await openEditor('alice', id);
    await editorIn(page)
      .getByRole('textbox', { name: /Form; each line is a field/ })
      .fill('Name: \nCourse: ');
    await editorIn(page).getByText('Everything you typed has reached the server.').waitFor();
    await tool(page, 'Save').click();
    await editorIn(page).getByText('Saved.', { exact: true }).waitFor();
    await tool(page, 'Start filling').click();
    await page.locator('#banner', { hasText: 'The form can be filled in now. Share it' }).waitFor();
    await saw(page, 'form-started');
    const callback = desk.server.nextCallback({ status: 2, key: keyOf(page) });
    await tool(page, 'Close').click();
    await callback;
    await json('alice', `/api/documents/${id}/shares/bob`, 'PUT', { role: 'form-filler' });
    return id;
  };
  /** Fields to fill in, or the lines that are to be fields. */
  const isOpen = (page: Page) =>
    editorIn(page).locator('#form input, #text:enabled').first().waitFor();
  const keyOf = (page: Page): string => {
    const editor = page.frames().find((frame) => frame.url().includes('/web-apps/'));
    return new URL(editor!.url()).searchParams.get('shardkey')!;
  };

  it('should be filled in, submitted, and stay as it is', async () => {
    const id = await madeForm('Enrolment.pdf');
    const before = await versions(id);
    const page = await openEditor('bob', id);
    const key = keyOf(page);
    const lastSave = desk.server.nextCallback({ status: 2, key });
    await field(page, 'Name').fill('Bob');
    await field(page, 'Course').fill('Sealing for beginners');
    await editorIn(page).getByText('Everything you typed has reached the server.').waitFor();
    await saw(page, 'form-filling');
    await tool(page, 'Complete & Submit').click();
    await page.getByRole('heading', { name: 'The form was submitted' }).waitFor();
    const link = page.getByRole('link', { name: 'Show it' });
    await link.waitFor();
    await saw(page, 'form-submitted');
    expect((await lastSave).success).toBe(true);
    expect(await versions(id)).toEqual(before);

    await link.click();
    await page.getByRole('heading', { name: /^Enrolment – Bob Beispiel – .* UTC\.pdf$/ }).waitFor();
    const made = page.url().split('/').at(-1)!;
    const content = await desk.fixture.kontor.fetchAs('bob', `/api/documents/${made}/content`);
    expect(Buffer.from(await content.arrayBuffer()).toString('latin1')).toContain('(Name: Bob)');

    const owner = await desk.fixture.open('alice');
    await owner.goto('/notifications');
    await owner
      .getByRole('link', { name: /^Bob Beispiel filled in your form “Enrolment.pdf”$/ })
      .click();
    await owner.waitForURL(`**/documents/${made}`);
  });

  it('should be empty for the next person, who learns what they may see of others', async () => {
    const id = await madeForm('Survey.pdf');
    const page = await openEditor('bob', id);
    await tool(page, 'Filling status').click();
    await page.locator('#banner', { hasText: 'Nothing was submitted yet' }).waitFor();
    await field(page, 'Name').fill('first');
    await editorIn(page).getByText('Everything you typed has reached the server.').waitFor();
    await tool(page, 'Complete & Submit').click();
    await page.getByRole('heading', { name: 'The form was submitted' }).waitFor();
    await page.getByRole('link', { name: 'Fill in the form again' }).click();
    await isOpen(page);
    expect(await field(page, 'Name').inputValue()).toBe('');
    await tool(page, 'Filling status').click();
    await page
      .locator('#banner', { hasText: 'Submitted so far: 1. The newest is “Survey – Bob' })
      .waitFor();
  });

  it('should be filled in by two people at once, each in a copy of their own', async () => {
    const id = await madeForm('Ballot.pdf');
    await json('alice', `/api/documents/${id}/shares/admin`, 'PUT', { role: 'form-filler' });
    const before = await versions(id);
    const [bob, admin] = await Promise.all([openEditor('bob', id), openEditor('admin', id)]);
    expect(keyOf(bob)).not.toBe(keyOf(admin));
    await bob.locator('#banner', { hasText: 'No other person sees what you fill in' }).waitFor();
    const everything = 'Everything you typed has reached the server.';
    for (const [page, name] of [
      [bob, 'from Bob'],
      [admin, 'from Admin'],
    ] as const) {
      await field(page, 'Name').fill(name);
      await editorIn(page).getByText(everything).waitFor();
    }
    expect(await field(bob, 'Name').inputValue()).toBe('from Bob');
    await saw(bob, 'form-alone');
    const left = desk.server.nextCallback({ status: 2, key: keyOf(admin) });
    for (const page of [bob, admin]) {
      await tool(page, 'Complete & Submit').click();
      await page.getByRole('link', { name: 'Show it' }).waitFor();
    }
    expect((await left).success).toBe(true);
    const { submissions } = await json('alice', `/api/eurooffice/submissions/${id}`);
    const contents = submissions.map(async ({ document_id: made }: { document_id: string }) =>
      (await desk.fixture.kontor.fetchAs('alice', `/api/documents/${made}/content`)).text(),
    );
    const texts = (await Promise.all<string>(contents)).map(
      (text) => /Name: ([\w ]*)/.exec(text)?.[1],
    );
    expect(new Set(texts)).toEqual(new Set(['from Admin', 'from Bob']));
    expect(await versions(id)).toEqual(before);
  });

  it('should not be left by mistake before it was submitted, and then keeps nothing', async () => {
    const id = await madeForm('Visit.pdf');
    const before = await versions(id);
    const page = await openEditor('bob', id);
    await field(page, 'Name').fill('never sent');
    await editorIn(page).getByText('Everything you typed has reached the server.').waitFor();
    await tool(page, 'Close').click();
    await page
      .locator('#banner', { hasText: 'You have not submitted what you filled in' })
      .waitFor();
    await saw(page, 'form-leaving');
    expect(await field(page, 'Name').inputValue()).toBe('never sent');
    const left = desk.server.nextCallback({ status: 2, key: keyOf(page) });
    await page.getByRole('button', { name: 'Leave without submitting' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/edit/'));
    expect((await left).success).toBe(true);
    expect(await versions(id)).toEqual(before);
    await page.goto(`/edit/${id}`);
    await isOpen(page);
    expect(await field(page, 'Name').inputValue()).toBe('');
  });

  it('should say that it was not sent, and keep what was filled in', async () => {
    const id = await madeForm('Refused.pdf');
    const page = await openEditor('bob', id);
    await field(page, 'Name').fill('kept');
    await editorIn(page).getByText('Everything you typed has reached the server.').waitFor();
    desk.server.failNextConversions();
    await tool(page, 'Complete & Submit').click();
    await editorIn(page).getByText('The form could not be submitted.').waitFor();
    expect(await field(page, 'Name').inputValue()).toBe('kept');
  });
});
