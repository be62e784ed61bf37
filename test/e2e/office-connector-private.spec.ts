import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OwnAccount } from '../../src/access/index.js';
import { People } from '../../src/platform/identity/people.js';
import { desktopProgram, docx, xlsx, type DesktopProgram } from '../desktop-program.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** What the desktop does with a document that this server cannot open, while nobody gives it a key. */
describe('a private document on the desktop', () => {
  let kontor: RunningKontor;
  let program: DesktopProgram;
  let alice: ZeroKnowledgePerson;
  let id: string;
  let token: string;

  beforeAll(async () => {
    kontor = await startKontor({ ONEOFFIXX_HOSTNAME: 'templates.invalid' });
    program = desktopProgram(kontor);
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    await alice.choosePrivate();
  });
  afterAll(() => kontor.stop());

  beforeEach(async () => {
    kontor.signInAgain('alice');
    id = await program.uploaded('Vertraulich');
    token = await program.checkoutToken('alice', id);
    expect((await program.post(token, `/documents/${id}/@checkout`)).status).toBe(204);
  });

  /** Every token of hers ends; afterwards she is here again, with a password and without her key. */
  async function signOutAndIn(): Promise<void> {
    const person = await kontor.app.get(People, { strict: false }).find('alice');
    const actor = { ...person!, isAdmin: false, locale: 'de' as const };
    await kontor.app.get(OwnAccount, { strict: false }).signOutEverywhere(actor);
    expect((await program.ask(token, `/documents/${id}/status`)).status).toBe(401);
    kontor.signInAgain('alice');
    token = await program.checkoutToken('alice', id);
  }

  it('should be as before when the check-out is cancelled, without any key', async () => {
    expect((await program.upload(token, id, xlsx, 'x.xlsx')).status).toBe(204);
    expect((await program.upload(token, id, xlsx, 'x.xlsx')).status).toBe(204);
    await signOutAndIn();
    expect((await program.post(token, `/documents/${id}/@cancelcheckout`)).status).toBe(204);

    expect(await program.document('alice', id)).toMatchObject({
      custody: 'zero-knowledge',
      file_type: 'docx',
      current_version: 4,
    });
    expect(await program.versions(id)).toMatchObject([
      { number: 4, state: 'current', origin: 'restore', author: 'alice', size: docx.length },
      { number: 3, state: 'archived', origin: 'office-connector' },
      { number: 2, state: 'archived', origin: 'office-connector' },
      { number: 1, state: 'archived' },
    ]);
    expect((await alice.readBytes(id, 4)).equals(docx)).toBe(true);
    expect((await alice.readBytes(id, 3)).equals(xlsx)).toBe(true);
    const refused = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect((await refused.json()).code).toBe('storage/key-needed');
    // And on from there, as from every version.
    await program.post(token, `/documents/${id}/@checkout`);
    expect((await program.upload(token, id, docx)).status).toBe(204);
    expect((await alice.readBytes(id, 5)).equals(docx)).toBe(true);
  });

  it('should be the version from before for who was added since, and not for who was removed', async () => {
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    const keyrings = await alice.sealings(id, [alice.recipient, bob.recipient]);
    const shared = { role: 'editor', keyrings };
    expect((await alice.send('PUT', `/api/documents/${id}/shares/bob`, shared)).status).toBe(200);
    await kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, { method: 'DELETE' });
    // In a new epoch, which the version from before does not belong to.
    expect((await program.upload(token, id, xlsx, 'x.xlsx')).status).toBe(204);
    expect((await program.post(token, `/documents/${id}/@cancelcheckout`)).status).toBe(204);
    expect((await alice.readBytes(id, 3)).equals(docx)).toBe(true);
    expect((await bob.fetch(`/api/documents/${id}/versions/3/sealed`)).status).toBe(404);
  });

  it('should take the rest of an upload after its person signed out', async () => {
    const half = Math.floor(docx.length / 2);
    const begun = await program.begin(token, id, docx.length);
    const location = begun.headers.get('location')!;
    expect((await program.patch(token, location, 0, docx.subarray(0, half))).status).toBe(204);
    await signOutAndIn();
    expect(await program.offsetOf(token, location)).toBe(half);
    expect((await program.patch(token, location, half, docx.subarray(half))).status).toBe(204);
    expect(await program.versions(id)).toHaveLength(2);
    expect((await alice.readBytes(id, 2)).equals(docx)).toBe(true);
    // Another address is of no upload: only this one led to the parts.
    const other = location.replace(/[\w-]{43}$/, 'A'.repeat(43));
    expect((await program.patch(token, other, half, docx.subarray(half))).status).toBe(404);
  });
});
