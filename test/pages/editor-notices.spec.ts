import { describe, expect, it } from '@jest/globals';
import { compoundFile } from '../containers.js';
import { editorFrameOf, editorIn } from './browser.js';
import { editorPages } from './editor-pages.js';

/** Folder for pictures of what the tests saw; nothing is kept by default. */
const pictures = process.env.KONTOR_TEST_PICTURES;

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('what the editor waits for, and what it warns of', () => {
  const desk = editorPages();

  const json = async (path: string, init: RequestInit = {}): Promise<Wire> =>
    (await desk.fixture.kontor.fetchAs('alice', path, init)).json();

  const create = async (title: string, body: BodyInit): Promise<string> =>
    (await json(`/api/documents?title=${title}`, { method: 'POST', body })).id;

  it.each([
    ['en-GB', 'The file has a password.', 'This password does not open the file.', 'Open'],
    ['de-CH', 'Die Datei hat ein Passwort.', 'Dieses Passwort öffnet die Datei nicht.', 'Öffnen'],
    ['fr-CH', 'Le fichier a un mot de passe.', 'Ce mot de passe n’ouvre pas le fichier.', 'Ouvrir'],
  ])('should leave the person alone with a password that is asked for: %s', async (...texts) => {
    const [locale, asked, wrong, open] = texts;
    const id = await create('Locked.docx', new Uint8Array(compoundFile('EncryptedPackage', 3)));
    const page = await desk.fixture.open('alice', { locale });
    await page.goto(`/edit/${id}`);
    const editor = editorIn(page);
    await editor.locator('#message', { hasText: asked }).waitFor();
    // No hang, and no failure: neither the placeholder nor a sentence of ours lies over the question.
    await page.locator('#loading').waitFor({ state: 'hidden' });
    expect(await page.locator('#banner').isVisible()).toBe(false);
    if (pictures !== undefined)
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        await page.screenshot({ path: `${pictures}/password-${locale}-${width}.png` });
      }
    await editor.locator('#password input').fill('a wrong one');
    await editor.getByRole('button', { name: open, exact: true }).click();
    await editor.locator('#message', { hasText: wrong }).waitFor();
    await editor.locator('#password input').fill('playground');
    await editor.getByRole('button', { name: open, exact: true }).click();
    await editorFrameOf(page);
    const text = await editor.locator('#text').inputValue();
    expect(text).toBe('The content of a protected file.');
    expect(await page.locator('#banner').isVisible()).toBe(false);
  });

  it.each([
    ['en-GB', 'This is a text whose last save was refused.'],
    ['de-CH', 'Die letzte Speicherung dieses Textes wurde abgelehnt.'],
    ['fr-CH', 'Le dernier enregistrement de ce texte a été refusé.'],
  ])('should let the editor warn by itself, and go on: %s', async (locale, warning) => {
    const id = await create('Minutes.txt', 'first');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ file_id: id });
    const { config } = await json('/api/eurooffice/session', { method: 'POST', headers, body });
    // Kontor looks for such files each minute, and must not be the first to find it.
    const unlisted = { isUnlisted: true };
    desk.server.forget(config.document.key, 'txt', Buffer.from('what was typed'), unlisted);
    const page = await desk.fixture.open('alice', { locale });
    await page.goto(`/edit/${id}`);
    await editorFrameOf(page);
    await editorIn(page).locator('#message', { hasText: warning }).waitFor();
    expect(await editorIn(page).locator('#text').inputValue()).toBe('what was typed');
    expect(await page.locator('#banner').isVisible()).toBe(false);
    expect(await page.locator('#loading').isVisible()).toBe(false);
  });
});
