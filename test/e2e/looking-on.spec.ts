import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { EditorRightsWatchdog } from '../../src/editor-connector/saving/open-editors.js';
import { DocumentServerSimulator, type HeadlessEditor } from '../../playground/index.js';
import { BrowserRelease } from '../release-key.js';
import { RunningTime } from '../running-time.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
/** What is promised of every way in which a right ends. */
const ACTS_WITHIN_MS = 5000;

/** Alice edits, and Bob looks on: the Document Server reports nothing of him. */
describe.each(['managed', 'zero-knowledge'])(
  'rights that end while people look on, %s',
  (custody) => {
    let server: DocumentServerSimulator;
    let kontor: RunningKontor;
    let alice: ZeroKnowledgePerson;
    let bob: ZeroKnowledgePerson;
    let documentId: string;
    let groupId: string;
    let groups = 0;
    let opened: { readonly alice: HeadlessEditor; readonly bob: HeadlessEditor };

    beforeAll(async () => {
      server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
      kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
      alice = await ZeroKnowledgePerson.register(kontor, 'alice');
      bob = await ZeroKnowledgePerson.register(kontor, 'bob');
      await alice.send('PATCH', '/api/me/identity', { custody });
    });

    afterAll(async () => {
      await kontor.stop();
      await server.dispose();
    });

    const isPrivate = custody !== 'managed';
    const shares = (): string => `/api/documents/${documentId}/shares`;
    const member = (): string => `/api/groups/${groupId}/members/bob`;
    const admin = (method: string, path: string, body?: object): Promise<Response> =>
      kontor.fetchAs('admin', path, {
        method,
        ...(body && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });

    async function share(path: string, more: object = {}): Promise<void> {
      const keyrings = isPrivate
        ? await alice.sealings(documentId, [alice.recipient, bob.recipient])
        : undefined;
      const answer = await alice.send('PUT', path, { role: 'viewer', keyrings, ...more });
      expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
    }

    async function sessionOf(person: ZeroKnowledgePerson): Promise<Wire> {
      const binding = { documentId, versionNumber: 1, expiresAtMs: Date.now() + 600_000 };
      const release = isPrivate
        ? await BrowserRelease.fresh().wire(await person.fileKey(documentId, 1), binding)
        : undefined;
      const fields = { file_id: documentId, release };
      return (await person.send('POST', '/api/eurooffice/session', fields)).json();
    }

    beforeEach(async () => {
      kontor.signInAgain('bob');
      const group: Wire = await (
        await admin('POST', '/api/groups', { name: `${custody} ${++groups}` })
      ).json();
      groupId = group.id;
      await admin('PUT', member());
      const init = { method: 'POST', body: 'Dear all,' };
      const created: Wire = await (
        await alice.fetch('/api/documents?title=letter.txt', init)
      ).json();
      documentId = created.id;
    });

    async function open(): Promise<void> {
      const session = await sessionOf(bob);
      expect(session.config.editorConfig.mode).toBe('view');
      opened = {
        alice: await server.connect((await sessionOf(alice)).config),
        bob: await server.connect(session.config),
      };
      await opened.alice.type(' live');
      await opened.bob.waitForText((text) => text.endsWith('live'));
    }

    async function expectDropped(): Promise<void> {
      using time = new RunningTime();
      await opened.bob.waitFor('drop');
      expect(time.ms).toBeLessThan(ACTS_WITHIN_MS);
    }

    /** Alice goes on, and Bob's page hears of a new title alone: nothing that she typed came before it. */
    async function expectNothingTyped(): Promise<void> {
      const { text } = opened.bob;
      await opened.alice.type(' and secret');
      expect(opened.alice.editable).toBe(true);
      await alice.send('PATCH', `/api/documents/${documentId}`, { title: 'Renamed.txt' });
      await opened.bob.waitFor('meta');
      expect(opened.bob.text).toBe(text);
      await Promise.all([opened.alice.close(), opened.bob.close()]);
    }

    async function expectNothingMore(): Promise<void> {
      await expectDropped();
      await expectNothingTyped();
    }

    it.each([
      ['was unshared', () => bobs('DELETE', `${shares()}/bob`)],
      [
        'may look on, and not download any more',
        () => share(`${shares()}/bob`, { download: false }),
      ],
      ['had their account disabled', () => setDisabled(true)],
      ['signed out where they opened it', () => bobSends('/api/auth/sign-out')],
      ['was signed out everywhere', () => bobSends('/api/auth/sign-out-everywhere')],
    ])('should be dropped, and hear of nothing more: who %s', async (_, end) => {
      await share(`${shares()}/bob`);
      await open();
      await end();
      await expectNothingMore();
      await setDisabled(false);
    });

    it.each([
      ['was taken out of the group', async () => void (await admin('DELETE', member()))],
      ['had a group that was removed', () => admin('DELETE', `/api/groups/${groupId}`)],
      [
        'had a group that it was shared with',
        () => bobs('DELETE', `${shares()}/groups/${groupId}`),
      ],
    ])('should be dropped, and hear of nothing more: who %s', async (_, end) => {
      await share(`${shares()}/groups/${groupId}`, isPrivate ? { sealed_for: ['bob'] } : {});
      await open();
      await end();
      await expectNothingMore();
    });

    it('should be dropped when the document is deleted', async () => {
      await share(`${shares()}/bob`);
      await open();
      await alice.fetch(`/api/documents/${documentId}`, { method: 'DELETE' });
      await expectDropped();
      await opened.alice.waitFor('drop');
      await Promise.all([opened.alice.close(), opened.bob.close()]);
    });

    it('should be dropped when they come with a page that was still loading', async () => {
      await share(`${shares()}/bob`);
      const session = await sessionOf(bob);
      const edited = await server.connect((await sessionOf(alice)).config);
      await bobs('DELETE', `${shares()}/bob`);
      // Another one, whose drop says that the first was carried out: the page connects after it.
      await share(`${shares()}/bob`);
      const control = await server.connect((await sessionOf(bob)).config);
      await bobs('DELETE', `${shares()}/bob`);
      await control.waitFor('drop');
      opened = { alice: edited, bob: await server.connect(session.config) };
      await opened.bob.waitFor('drop');
      await expectNothingTyped();
      await control.close();
    });

    it('should go on looking while somebody has it on their desktop', async () => {
      await share(`${shares()}/bob`);
      const looking = await server.connect((await sessionOf(bob)).config);
      const taken = await alice.fetch(`/documents/${documentId}/@checkout`, { method: 'POST' });
      expect(taken.ok).toBe(true);
      await alice.send('PATCH', `/api/documents/${documentId}`, { title: 'Taken.txt' });
      await looking.waitFor('meta');
      expect(looking.events.some(({ type }) => type === 'drop')).toBe(false);
      await looking.close();
    });

    it('should go on looking when nothing was lost, or when they have it again', async () => {
      await share(`${shares()}/bob`);
      await open();
      await share(`${shares()}/bob`, { role: 'commenter' });
      await bobs('DELETE', `${shares()}/bob`);
      await expectDropped();
      await share(`${shares()}/bob`);
      const again = await server.connect((await sessionOf(bob)).config);
      await kontor.app.get(EditorRightsWatchdog, { strict: false }).run();
      await opened.alice.type(' again');
      await again.waitForText((text) => text.endsWith('again'));
      expect(again.events.some(({ type }) => type === 'drop')).toBe(false);
      await Promise.all([opened.alice.close(), opened.bob.close(), again.close()]);
    });

    const bobs = async (method: string, path: string): Promise<void> => {
      expect((await alice.fetch(path, { method })).status).toBe(204);
    };
    const bobSends = async (path: string): Promise<void> => {
      expect((await bob.fetch(path, { method: 'POST' })).status).toBe(204);
    };
    const setDisabled = (isDisabled: boolean): Promise<void> =>
      kontor.app.get(ManageAccounts, { strict: false }).setDisabled('bob', isDisabled);
  },
);
