import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { EmbeddingApplication } from '../embedding-application.js';
import type { BrowserFixture } from './browser.js';
import { createDocument, editorIn, raise, startWithElement, told } from './element-page.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000000000000', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
/** A folder for pictures to look at. */
const PICTURES = process.env.SHOTS;

/** What Kontor refuses is told in the language of the element, whatever the browser and the page speak. */
describe.each([
  {
    lang: 'de-CH',
    opening: 'Kein Editor öffnet .png-Dateien; laden Sie das Dokument stattdessen herunter.',
    renaming: 'Das Dokument ist eine .txt-Datei und lässt sich nicht in .png umbenennen.',
    picture: 'Der Inhalt ist keine gültige .png-Datei',
    version: 'Von diesem Dokument gibt es keine Version 99.',
    unsharing: 'Das Dokument ist nicht mit «bob» geteilt.',
  },
  {
    lang: 'fr',
    opening: 'Aucun éditeur n’ouvre les fichiers .png\u{a0}; téléchargez plutôt le document.',
    renaming: 'le document est un fichier .txt et ne peut pas être renommé en .png.',
    picture: 'Le contenu n’est pas un fichier .png valable\u{a0}:',
    version: 'Il n’y a pas de version 99 de ce document.',
    unsharing: 'Le document n’est pas partagé avec «\u{a0}bob\u{a0}».',
  },
])('<kontor-editor lang="$lang">', ({ lang, opening, ...refusals }) => {
  let fixture: BrowserFixture;
  let application: EmbeddingApplication;

  beforeAll(async () => {
    ({ fixture, application } = await startWithElement());
  });
  afterEach(() => fixture.closeWindows());
  afterAll(async () => {
    await application.stop();
    await fixture.stop();
  });

  const create = (title: string, body?: string | Buffer<ArrayBuffer>) =>
    createDocument(fixture, title, body);
  async function open(id: string): Promise<Page> {
    const page = await fixture.open();
    const query = new URLSearchParams({ 'document-id': id, 'api-url': '/kontor', lang });
    await page.goto(`${application.url}/?${query}`);
    return page;
  }
  const look = async (page: Page, name: string): Promise<void> => {
    for (const width of PICTURES ? [390, 1280] : []) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: `${PICTURES}/refused-${name}-${lang}-${width}.png` });
    }
  };

  it('should say why a document does not open', async () => {
    const page = await open(await create('Bild.png', PNG));
    await page.getByRole('alert').getByText(opening).waitFor();
    expect(await told(page, 'error')).toMatchObject({
      ...{ code: 'session', problem: 'editor-connector/no-editor' },
    });
    await look(page, 'opening');
  });

  it('should say in the editor why a version cannot be shown', async () => {
    const page = await open(await create('Alt.txt', 'alt'));
    await told(page, 'ready');
    await raise(page, 'onRequestHistory', {});
    // The newest is shown first; what is said of it would take the place of the other sentence.
    await editorIn(page).locator('#version', { hasText: 'alt' }).waitFor();
    await raise(page, 'onRequestHistoryData', 99);
    await editorIn(page).getByText(refusals.version).waitFor();
  });

  it('should say above it why a document does not get another name', async () => {
    const page = await open(await create('Plan.txt', 'Plan'));
    await told(page, 'ready');
    await raise(page, 'onRequestRename', 'Plan.png');
    await page.getByRole('status').getByText(refusals.renaming).waitFor();
    await look(page, 'renaming');
  });

  it('should say in the dialog why a picture is not taken', async () => {
    const page = await open(await create('Brief.txt', 'Brief'));
    await told(page, 'ready');
    await raise(page, 'onRequestInsertImage', { c: 'add' });
    const dialog = page.getByRole('dialog');
    const file = { name: 'Logo.png', mimeType: 'image/png', buffer: JPEG };
    await dialog.locator('input[type=file]').setInputFiles(file);
    await dialog.getByRole('alert').getByText(refusals.picture).waitFor();
    await look(page, 'picture');
  });

  it('should say in the dialog why somebody cannot be removed', async () => {
    const id = await create('Liste.txt', 'Liste');
    const sharePath = `/api/documents/${id}/shares/bob`;
    await fixture.kontor.fetchAs('alice', sharePath, {
      ...{ method: 'PUT', headers: { 'content-type': 'application/json' } },
      body: '{"role":"viewer"}',
    });
    const page = await open(id);
    await told(page, 'ready');
    await raise(page, 'onRequestSharingSettings', {});
    const dialog = page.getByRole('dialog');
    const remove = dialog.getByRole('listitem').getByRole('button', { name: /Bob/i });
    await remove.waitFor();
    await fixture.kontor.fetchAs('alice', sharePath, { method: 'DELETE' });
    await remove.click();
    await dialog.getByRole('alert').getByText(refusals.unsharing).waitFor();
    await look(page, 'unsharing');
  });
});
