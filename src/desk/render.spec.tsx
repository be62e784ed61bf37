import { describe, expect, it } from '@jest/globals';
import { found } from '../connections/index.js';
import { documentPage, type DocumentView } from './document/document-page.js';
import { documentsPage, type DocumentsView } from './documents/documents-page.js';
import { editPage } from './edit/edit-page.js';
import { errorPage } from './error-page.js';
import { LOCALES } from './language/locale.js';
import { MESSAGES } from './language/messages.js';
import type { Identity } from '../access/index.js';
import { ALL_ALLOWED, rightsOf } from '../documents/index.js';
import { keysPage } from './keys/keys-page.js';
import { loginPage } from './sign-in/login-page.js';
import { NOBODY_WAITS, type KeyRelease } from './document/privacy.js';
import { renderPage, type Page } from './parts/layout.js';
import type { Viewer } from './parts/viewer.js';
import { statusPage } from './status/status-page.js';
import type { ShownStorage } from '../storage/index.js';
import type { VersionRow } from './document/version-groups.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOSTILE = `</script><img src=x onerror="alert('1')">&\u2028"`;
const alice = { id: 'alice', username: 'alice', displayName: 'Alice Muster' };
const bob = { username: 'bob', displayName: 'Bob' };

const STORAGE: ShownStorage = {
  atMs: NOW,
  countedAtMs: NOW,
  needed: 2,
  objects: 1234,
  queued: 1,
  underRepair: 1,
  atRisk: 1,
  unrecoverable: 0,
  providers: (['active', 'draining', 'drained', 'gone'] as const).map((state, i) => ({
    ...{ provider: `place-${i}`, state, trouble: undefined, bytes: 5_000 },
    ...{ shards: 30, missing: i, scrubbedSinceMs: NOW - 1000 * i },
  })),
  atRiskObjects: (['Report.docx', undefined] as const).map((title, i) => ({
    ...{ documentId: `doc-${i + 1}`, versionId: `v${i}`, title },
    ...{ present: 1, required: 2, total: 3 },
  })),
  scrub: { sinceMs: 0, requestedAtMs: 0, done: 5, total: 9 },
  orphans: new Map([
    ['unrecorded', 2],
    ['adoptable', 3],
  ]),
  thinning: { isOn: true, removed: 1200, freedBytes: 5_000_000, passedAtMs: NOW },
};

const viewer = (over: Partial<Viewer> = {}): Viewer => ({
  locale: 'en',
  timeZone: 'UTC',
  actor: { ...alice, isAdmin: true, locale: null },
  path: '/',
  nowMs: NOW,
  ...over,
});

const html = (page: Page, over: Partial<Viewer> = {}): string =>
  renderPage({ page, tag: 'tag', asset: (path) => `/assets/${path}` }, viewer(over));

const version = (over: Partial<VersionRow> = {}): VersionRow => ({
  number: 1,
  state: 'current',
  origin: 'upload',
  askedBy: null,
  reason: null,
  author: alice,
  authors: [alice],
  size: 12_345,
  createdAtMs: NOW - 180_000,
  editingSessionId: null,
  fileType: 'docx',
  notKeptAs: undefined,
  hasExports: true,
  hasChanges: true,
  beganWith: null,
  marks: ['present', 'present', 'present', 'present', 'missing', 'repairing'],
  required: 4,
  ...over,
});

const documentView = (over: Partial<DocumentView> = {}): DocumentView => ({
  id: 'doc-1',
  title: 'Report.docx',
  kind: 'word',
  pictured: 1,
  other: undefined,
  fileType: 'docx',
  etag: 'version-1',
  maxFileBytes: 1000,
  opensInOffice: true,
  exports: [{ to: 'pdf', name: 'PDF' }],
  role: 'owner',
  may: [...rightsOf('owner').may],
  owner: alice,
  ownerId: 'alice',
  mayGive: true,
  editors: [],
  updatedAtMs: NOW - 180_000,
  isPrivate: false,
  keyReleases: [],
  beforePrivate: undefined,
  opens: 'edit',
  versions: [version()],
  shares: [],
  waiting: undefined,
  unsaved: undefined,
  recovered: [],
  waitingForKeys: NOBODY_WAITS,
  keyWait: undefined,
  flash: undefined,
  ...over,
});

const documentsView = (over: Partial<DocumentsView> = {}): DocumentsView => ({
  query: '',
  family: 'ooxml',
  oldFormats: {},
  documents: [
    {
      id: 'doc-1',
      title: 'Report.docx',
      kind: 'word',
      pictured: 1,
      isPrivate: true,
      editors: [bob],
      hasUnsaved: true,
      awaitsKey: false,
      changedAtMs: NOW - 180_000,
      changedBy: bob,
      owner: alice,
      sharedWith: [bob],
    },
  ],
  olderHref: undefined,
  isFirstPage: true,
  deleted: undefined,
  accept: '.docx',
  maxFileBytes: 100,
  notificationCount: 0,
  recovered: [],
  offersTemplates: true,
  ...over,
});

const task = {
  documentId: 'doc-1',
  version: undefined,
  lang: 'de-CH',
  title: 'Report.docx',
  frameUrl: 'https://editor.kontor.test/editor-frame',
  isPrivate: false,
  isPrivateForm: false,
  convert: false,
  isOwner: true,
  username: 'alice',
  roles: {},
  actionLink: undefined,
  history: undefined,
  from: undefined,
  downloadAs: undefined,
};
const editView = {
  task,
  title: 'Report.docx',
  isPrivate: false,
  convert: false,
  earlier: undefined,
  problem: undefined,
};

const keyRelease: KeyRelease = {
  sessionId: 's',
  person: alice,
  version: 1,
  fromMs: NOW - 60_000,
  untilMs: NOW,
  fetches: 2,
};

const identity: Identity = {
  accountId: 'alice',
  recipient: 'age1alice',
  custody: 'zero-knowledge',
  kitCheckedAtMs: NOW - 60_000,
  createdAtMs: NOW - 60_000,
  keyWraps: [{ id: '1', kind: 'passphrase', label: 'P', hint: null, sealed: '', createdAtMs: NOW }],
};

describe('pages', () => {
  it.each(LOCALES)('should have every text in %s', (locale) => {
    const messages = MESSAGES[locale];
    const fault = found('timeout', { address: 'EUROOFFICE_URL', setting: 'EUROOFFICE_URL' });
    const pages = [
      loginPage({ next: '/', username: '', error: 'wrong', playground: false, locale }, messages),
      documentsPage(documentsView(), messages),
      documentPage(documentView(), messages),
      documentPage(documentView({ unsaved: { sinceMs: NOW, editors: [bob] } }), messages),
      documentPage(
        documentView({ role: 'viewer', may: ['read'], unsaved: { sinceMs: NOW, editors: [] } }),
        messages,
      ),
      documentPage(documentView({ isPrivate: true, keyReleases: [keyRelease] }), messages),
      keysPage({ displayName: 'Alice', identity: undefined }, messages),
      keysPage({ displayName: 'Alice', identity }, messages),
      ...(['unreachable', 'unopenable', 'silent'] as const).map((reason) =>
        editPage({ ...editView, problem: { reason } }, messages),
      ),
      editPage({ ...editView, problem: { reason: 'unreachable', fault } }, messages),
      editPage({ ...editView, earlier: { number: 3, createdAtMs: NOW } }, messages),
      editPage(
        { ...editView, problem: { reason: 'unprotected', sharedOrigin: 'no-editor-address' } },
        messages,
      ),
      statusPage({ rows: [], storage: STORAGE, checkedAtMs: NOW }, messages),
      errorPage({ kind: 'notFound', canRetry: false, correlationId: 'c' }, messages),
    ];
    for (const page of pages) {
      const text = html(page, { locale });
      expect(text).toContain(`<html lang="${locale}">`);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it('should show what people typed as text, never as markup', () => {
    const person = { username: 'x', displayName: HOSTILE };
    const row = documentsView().documents[0]!;
    const pages = [
      documentPage(
        documentView({
          title: HOSTILE,
          owner: person,
          editors: [person],
          unsaved: { sinceMs: NOW, editors: [person] },
          shares: [{ person, role: 'viewer', switches: ALL_ALLOWED }],
        }),
        MESSAGES.en,
      ),
      documentsPage(
        documentsView({
          documents: [{ ...row, title: HOSTILE, editors: [person], sharedWith: [person] }],
        }),
        MESSAGES.en,
      ),
      documentsPage(documentsView({ query: HOSTILE, documents: [] }), MESSAGES.en),
      editPage(
        {
          ...editView,
          task: { ...task, documentId: HOSTILE, title: HOSTILE },
          title: HOSTILE,
          isPrivate: true,
        },
        MESSAGES.en,
      ),
      loginPage(
        {
          next: HOSTILE,
          username: HOSTILE,
          error: 'wrong',
          playground: true,
          locale: 'en',
        },
        MESSAGES.en,
      ),
    ];
    for (const page of pages) {
      const text = html(page, { path: HOSTILE });
      expect(text).not.toContain('<img src=x');
      expect(text).not.toContain('\u2028"}');
      for (const [, data] of text.matchAll(
        /<script type="application\/json"[^>]*>(.*?)<\/script>/g,
      )) {
        expect(() => JSON.parse(data!)).not.toThrow();
        expect(data).not.toMatch(/[<>&\u2028\u2029]/);
      }
    }
  });

  it('should carry no inline script, style or handler that the policy would refuse', () => {
    const text =
      html(documentPage(documentView(), MESSAGES.en)) +
      html(documentsPage(documentsView(), MESSAGES.en));
    expect(text).not.toMatch(/\sstyle=|\son[a-z]+=|<style/);
    expect(text.match(/<script(?![^>]*(src=|application\/json))/)).toBeNull();
  });

  it('should state how safely a version is kept', () => {
    const text = html(documentPage(documentView(), MESSAGES.en));
    expect(text).toContain('aria-label="4 of 6, 4 needed"');
    expect(text.match(/class="glyph-present"/g)).toHaveLength(4);
    expect(text.match(/class="glyph-missing"/g)).toHaveLength(1);
    expect(text.match(/class="glyph-repairing"/g)).toHaveLength(1);
  });

  it('should date an earlier version and link to the newest', () => {
    const earlier = { number: 3, createdAtMs: Date.UTC(2026, 0, 14, 10, 32) };
    const text = html(editPage({ ...editView, earlier }, MESSAGES.en));
    expect(text).toContain('This is version 3 of 14 January 2026 at 10:32.');
    expect(text).toContain('href="/edit/doc-1"');
    expect(html(editPage({ ...editView, earlier }, MESSAGES.de), { locale: 'de' })).toContain(
      'Das ist Version 3 vom 14. Januar 2026 um 10:32.',
    );
    expect(html(editPage(editView, MESSAGES.en))).not.toContain('earlier-version');
  });

  it('should say why a version is in quarantine, who wrote it, and let people restore it', () => {
    const quarantined = version({
      ...{ number: 2, state: 'quarantined', reason: 'web-page' },
      authors: [alice, bob],
    });
    const recovered = { id: 'doc-1', title: undefined, number: 2, reason: 'web-page' as const };
    for (const locale of LOCALES) {
      const messages = MESSAGES[locale];
      const page = documentView({ versions: [quarantined, version()], recovered: [recovered] });
      const text = html(documentPage(page, messages), { locale });
      const reason = messages.document.reason['web-page'];
      expect(text).toContain(`<p class="version-reason">${reason}</p>`);
      expect(text).toContain(messages.recovered.quarantined(2, reason));
      expect(text).toContain(`aria-label="${messages.document.restoreOf(2)}"`);
    }
    expect(html(documentPage(documentView({ versions: [quarantined] }), MESSAGES.en))).toContain(
      `${alice.displayName} and ${bob.displayName}`,
    );
  });

  it('should lead to the changes of a version, and say why there are none in a private document', () => {
    for (const locale of LOCALES) {
      const messages = MESSAGES[locale];
      const versions = [version({ number: 2 }), version({ hasChanges: false })];
      const text = html(documentPage(documentView({ versions }), messages), { locale });
      expect(text).toContain('href="/edit/doc-1?history=2"');
      expect(text).toContain(`aria-label="${messages.document.changesOf(2)}"`);
      expect(text).not.toContain('?history=1"');
      expect(text).not.toContain(messages.document.privateChanges);
      const ofPrivate = versions.map((each) => ({ ...each, hasChanges: false }));
      const view = documentView({ versions: ofPrivate, isPrivate: true });
      const said = html(documentPage(view, messages), { locale });
      expect(said).toContain(messages.document.privateChanges);
      expect(said).not.toContain('?history=');
    }
    const set = version({ number: 2, state: 'quarantined' });
    const quarantined = documentView({ versions: [set, version()] });
    expect(html(documentPage(quarantined, MESSAGES.en))).not.toContain('?history=2');
  });

  it('should show four editors and count the rest', () => {
    const editors = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
      username: name,
      displayName: name,
    }));
    const text = html(documentPage(documentView({ editors }), MESSAGES.en));
    expect(text).toContain('>+2<');
    expect(text).toContain('Editing now: a, b, c, d, e and f');
  });

  it('should offer readers nothing that only owners may do', () => {
    const may = [...rightsOf('viewer').may];
    const view = documentView({ role: 'viewer', may, opens: 'view' });
    const text = html(documentPage(view, MESSAGES.en));
    expect(text).not.toMatch(/action="\/documents\/doc-1\/(title|delete|shares)/);
    expect(text).not.toContain('/restore"');
    expect(text).toContain('href="/edit/doc-1"');
  });

  it('should link no bytes for somebody who may not download', () => {
    const may = [...rightsOf('editor', { ...ALL_ALLOWED, download: false }).may];
    const versions = [version(), version({ number: 1, state: 'archived' })];
    const view = documentView({ role: 'editor', may, exports: [], opensInOffice: false, versions });
    const text = html(documentPage(view, MESSAGES.en));
    expect(text).not.toMatch(/\/(content\?version|sealed|export|office)/);
    expect(text).toContain('/restore"');
  });

  it('should never use the technical terms outside the status page', () => {
    for (const locale of LOCALES) {
      const { status: _status, causes: _causes, ...others } = MESSAGES[locale];
      const texts = JSON.stringify(others, (_key, value: unknown) =>
        typeof value === 'function' ? String(value) : value,
      );
      expect(texts).not.toMatch(/\b(shards?|callbacks?|grants?)\b/i);
    }
  });

  it('should not spell German with ß', () => {
    expect(JSON.stringify(MESSAGES.de)).not.toContain('ß');
  });

  it('should show the relative time with the full one as title', () => {
    const text = html(documentsPage(documentsView(), MESSAGES.de), { locale: 'de' });
    expect(text).toMatch(
      /<time datetime="2026-11-22T11:57:00.000Z" title="Sonntag, 22. November 2026[^"]*"[^>]*>vor 3 Minuten</,
    );
  });
});
