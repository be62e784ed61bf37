import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EmbeddingApplication } from '../embedding-application.js';
import type { BrowserFixture } from './browser.js';
import {
  barriersIn,
  createDocument,
  editorIn,
  raise,
  startWithElement,
  told,
} from './element-page.js';

/** A folder for pictures to look at. */
const PICTURES = process.env.SHOTS;

describe('<kontor-editor> and files of other documents', () => {
  let fixture: BrowserFixture;
  let application: EmbeddingApplication;

  beforeAll(async () => {
    ({ fixture, application } = await startWithElement());
  });
  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });
  afterAll(async () => {
    await application.stop();
    await fixture.stop();
  });

  const create = (title: string, body: string, owner?: string) =>
    createDocument(fixture, title, body, owner);
  async function open(id: string, lang = 'en'): Promise<Page> {
    const page = await fixture.open();
    const query = new URLSearchParams({ 'document-id': id, 'api-url': '/kontor', lang });
    await page.goto(`${application.url}/?${query}`);
    await told(page, 'ready');
    return page;
  }
  const tool = (page: Page, name: string) =>
    editorIn(page).getByRole('button', { name, exact: true });
  async function look(page: Page, name: string): Promise<void> {
    for (const width of [360, 390, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([name, wide, await barriersIn(page)]).toEqual([name, width, []]);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/element-${name}-${width}.png` });
    }
  }
  const requests = (route: string) =>
    application.requests.filter((request) => request.route.endsWith(route));

  it('should compare with another document, chosen by the keyboard alone', async () => {
    await create('Contract of May.txt', 'before');
    const page = await open(await create('Contract of June.txt', 'after'));
    await tool(page, 'Compare').click();
    const dialog = page.getByRole('dialog', { name: 'Choose a document' });
    await dialog.getByRole('button', { name: 'Contract of May.txt' }).waitFor();
    // Nothing is compared with itself.
    expect(await dialog.getByRole('button', { name: 'Contract of June.txt' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(requests('/lend')).toEqual([]);
    await tool(page, 'Compare').click();
    await dialog.getByLabel('Find by title').and(page.locator(':focus')).waitFor();
    // At once: a search for its first letters would take the list away from under the keys.
    await page.keyboard.insertText('may');
    await dialog.getByRole('status').getByText('Found: 1').waitFor({ state: 'attached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await editorIn(page).getByText('Taken into the document: .txt, 6 bytes').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('should combine, insert text and merge, also in editors that know older events alone', async () => {
    await create('Clauses.txt', 'clauses');
    await create('Addresses.csv', 'a,b');
    const page = await open(await create('Letter.txt', 'Dear'));
    const frame = page.frames().find((each) => each.url().includes('/editor-frame'))!;
    await frame.evaluate(() => {
      const methods: unknown[] = [];
      Object.assign(globalThis, { methods });
      addEventListener('message', ({ data }: MessageEvent<{ type?: string; method?: string }>) => {
        if (data.type === 'call') methods.push(data.method);
      });
    });
    const taken = async (dialog: string, file: string, says: string): Promise<void> => {
      const choices = page.getByRole('dialog', { name: dialog });
      await choices.getByRole('button', { name: file }).click();
      await editorIn(page).getByText(`Taken into the document: ${says}`).waitFor();
      await choices.waitFor({ state: 'detached' });
    };
    await tool(page, 'Mail merge').click();
    await taken('Choose a spreadsheet', 'Addresses.csv', '.csv, 3 bytes');
    for (const c of ['combine', 'insert-text']) {
      await raise(page, 'onRequestSelectDocument', { c });
      await taken('Choose a document', 'Clauses.txt', '.txt, 7 bytes');
    }
    await raise(page, 'onRequestMailMergeRecipients', {});
    await taken('Choose a spreadsheet', 'Addresses.csv', '.csv, 3 bytes');
    await raise(page, 'onRequestCompareFile', {});
    await taken('Choose a document', 'Clauses.txt', '.txt, 7 bytes');
    const asked = requests('/lend').map(({ body }) => (JSON.parse(body) as { c: string }).c);
    expect(asked.slice(-5)).toEqual([
      ...['mailmerge', 'combine', 'insert-text', 'mailmerge', 'compare'],
    ]);
    // The simulator takes a file by any of them; older editors know theirs alone.
    const methods = () => (globalThis as unknown as { methods: string[] }).methods;
    expect(await frame.evaluate(methods)).toEqual([
      ...['setRequestedSpreadsheet', 'setRequestedDocument', 'setRequestedDocument'],
      ...['setMailMergeRecipients', 'setRevisedFile'],
    ]);
  });

  it.each([
    {
      ...{ lang: 'en', refresh: 'Refresh data', pick: 'Choose a spreadsheet', allow: 'Allow' },
      ...{ title: 'Data from another document', close: 'Close', taken: 'Taken into the document' },
      none: 'There is no such spreadsheet for you, or you did not allow it.',
    },
    {
      ...{ lang: 'de', refresh: 'Daten auffrischen', pick: 'Tabelle auswählen', allow: 'Erlauben' },
      ...{ title: 'Daten aus einem anderen Dokument', close: 'Schliessen' },
      ...{ taken: 'Ins Dokument übernommen' },
      none: 'Diese Tabelle gibt es für Sie nicht, oder Sie haben sie nicht erlaubt.',
    },
    {
      ...{ lang: 'fr', refresh: 'Actualiser les données', allow: 'Autoriser', close: 'Fermer' },
      ...{ pick: 'Choisir une feuille de calcul', title: 'Données d’un autre document' },
      ...{ taken: 'Repris dans le document' },
      none: 'Cette feuille de calcul n’existe pas pour vous, ou vous ne l’avez pas autorisée.',
    },
  ])('should take data from another spreadsheet and refresh it, in $lang', async (texts) => {
    const { lang } = texts;
    const prices = await create(`Prices ${lang}.csv`, 'a,1');
    const salaries = await create(`Salaries ${lang}.csv`, 'a,1,2');
    const page = await open(await create(`Sum ${lang}.csv`, '1'), lang);
    const editor = editorIn(page);
    const said = (text: string) => editor.locator('#message', { hasText: text });
    const { instanceId } = await instanceOf(salaries);
    const refresh = (fileKey: string) =>
      raise(page, 'onRequestReferenceData', { referenceData: { fileKey, instanceId } });

    await tool(page, texts.refresh).click();
    const dialog = page.getByRole('dialog', { name: texts.pick });
    await dialog.getByRole('button', { name: `Prices ${lang}.csv` }).waitFor();
    await look(page, `pick-${lang}`);
    await dialog.getByRole('button', { name: `Prices ${lang}.csv` }).click();
    await said(texts.taken).getByText('.csv, 3').waitFor();

    // What was not chosen is asked for, and Enter does not agree: whoever is typing does not see the question.
    await refresh(salaries);
    const question = page.getByRole('dialog', { name: texts.title });
    await question.getByText(`Salaries ${lang}.csv`).waitFor();
    await look(page, `link-${lang}`);
    await page.keyboard.press('Enter');
    await said(texts.none).waitFor();
    expect(await question.count()).toBe(0);

    // What was chosen is taken again without a question, as it is now.
    const head = await fixture.kontor.fetchAs('alice', `/api/documents/${prices}/content`);
    await fixture.kontor.fetchAs('alice', `/api/documents/${prices}/content`, {
      method: 'PUT',
      headers: { 'if-match': head.headers.get('etag')! },
      body: 'a,1,2,3',
    });
    await refresh(prices);
    await said(texts.taken).getByText('.csv, 7').waitFor();
    // Once refused, it is not asked again in this opening.
    await refresh(salaries);
    await said(texts.none).waitFor();
    expect(await question.count()).toBe(0);

    // The choice is one for this opening, and the rights are looked up each time.
    await fixture.kontor.fetchAs('alice', `/api/documents/${prices}`, { method: 'DELETE' });
    await refresh(prices);
    await said(texts.taken).waitFor({ state: 'detached' });
    await said(texts.none).waitFor();
  });

  it('should take from the refused what the person chooses, and from the agreed what they agree to', async () => {
    const one = await create('Rates.csv', '1');
    const page = await open(await create('Total.csv', '1'));
    const { instanceId } = await instanceOf(one);
    const ask = () =>
      raise(page, 'onRequestReferenceData', { referenceData: { fileKey: one, instanceId } });
    await ask();
    const question = page.getByRole('dialog', { name: 'Data from another document' });
    await question.getByRole('button', { name: 'Allow' }).click();
    await editorIn(page).getByText('Taken into the document: .csv, 1 bytes').waitFor();
    await ask();
    await editorIn(page).getByText('Taken into the document: .csv, 1 bytes').waitFor();
    expect(await question.count()).toBe(0);
  });

  it('should take an image of the computer, which is a document of the person then', async () => {
    const page = await open(await create('Report.txt', 'with a picture'));
    const dialog = page.getByRole('dialog', { name: 'Choose an image' });
    const choose = async (name: string, mimeType: string): Promise<void> => {
      await raise(page, 'onRequestInsertImage', { c: 'add' });
      // The beginning of a JPEG: what a file is called and what it is have to agree.
      const buffer = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
      await dialog.getByLabel('From this computer').setInputFiles({ name, mimeType, buffer });
    };
    await choose('Site.jpeg', 'image/jpeg');
    await editorIn(page).getByText('Taken into the document: .jpg, 22 bytes').waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(requests('/api/documents?title=Site.jpg')).toHaveLength(1);
    const listed = await fixture.kontor.fetchAs('alice', '/api/documents?q=Site');
    expect(await listed.json()).toMatchObject({
      documents: [{ title: 'Site.jpg', owner: 'alice', custody: 'managed' }],
    });

    // What Kontor refuses is said, and the person may choose another one.
    await choose('Site.png', 'image/png');
    await dialog
      .getByRole('alert')
      .getByText(/Site\.png|content|png/i)
      .waitFor();
    expect(await dialog.getByLabel('From this computer').isEnabled()).toBe(true);
    await look(page, 'image-refused');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(fixture.complaints()).toEqual([expect.stringContaining('422')]);
    expect(requests('/lend').filter(({ body }) => body.includes('"add"'))).toHaveLength(1);
  });

  it('should take none where the application may not make documents', async () => {
    const reading = await EmbeddingApplication.start(fixture.kontor, {
      scopes: ['sessions', 'documents:read', 'act-for-people'],
    });
    const id = await create('Without.txt', 'text');
    try {
      const page = await fixture.open();
      const query = new URLSearchParams({ 'document-id': id, 'api-url': '/kontor', lang: 'en' });
      await page.goto(`${reading.url}/?${query}`);
      await told(page, 'ready');
      await raise(page, 'onRequestInsertImage', { c: 'add' });
      const dialog = page.getByRole('dialog', { name: 'Choose an image' });
      await dialog.getByRole('status').getByText(/./).waitFor({ state: 'attached' });
      expect(await dialog.getByLabel('From this computer').count()).toBe(0);
    } finally {
      await fixture.closeWindows();
      await reading.stop();
    }
  });

  it('should open the source of a link where the page wants, else in Kontor', async () => {
    const rates = await create('Rates of May.csv', '1');
    const page = await open(await create('Total of May.csv', '1'));
    const { instanceId } = await instanceOf(rates);
    const ask = (fileKey: string) =>
      raise(page, 'onRequestOpen', { referenceData: { fileKey, instanceId } });
    const opened = page.context().waitForEvent('page');
    await ask(rates);
    const tab = await opened;
    await tab.waitForURL((url) => url.pathname === '/login');
    expect(new URL(tab.url()).searchParams.get('next')).toBe(`/edit/${rates}`);
    expect(await tab.evaluate(() => window.opener)).toBeNull();
    expect(await told(page, 'open')).toMatchObject({
      ...{ sourceId: rates, title: 'Rates of May.csv' },
      url: `${fixture.kontor.url}/edit/${rates}`,
    });
    await tab.close();

    // The page shows it itself.
    await page.evaluate(() => {
      const editor = document.querySelector('kontor-editor')!;
      editor.addEventListener('open', (event) => event.preventDefault());
      (globalThis as unknown as { told: unknown[] }).told.length = 0;
    });
    await ask(rates);
    await told(page, 'open');
    // Nobody learns from it whether there is a document: no event, no tab, and no answer to the frame.
    await page.evaluate(() => ((globalThis as unknown as { told: unknown[] }).told.length = 0));
    await ask(await create('Salaries of May.csv', '1', 'bob'));
    await page.getByText('There is no such spreadsheet for you').waitFor();
    const names = await page.evaluate(() =>
      (globalThis as unknown as { told: { name: string }[] }).told.map(({ name }) => name),
    );
    expect(names).not.toContain('open');
    expect(page.context().pages()).toHaveLength(1);
  });

  /** As any editing session names documents of this Kontor. */
  async function instanceOf(id: string): Promise<{ instanceId: string }> {
    const opened = await fixture.kontor.fetchAs('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    const { config } = (await opened.json()) as {
      config: { document: { referenceData: { instanceId: string } } };
    };
    return config.document.referenceData;
  }
});
