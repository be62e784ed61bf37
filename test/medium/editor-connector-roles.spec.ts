import { beforeEach, describe, expect, it } from '@jest/globals';
import { docx, OK, SavingFixture } from './editor-connector-fixture.js';
import type { Session } from './editor-connector-server.js';

describe('a save by somebody with a role', () => {
  const fixture = SavingFixture.install();

  beforeEach(async () => {
    const init = { method: 'POST', body: new Uint8Array(docx('one')) };
    fixture.documentId = (await fixture.json('alice', '/api/documents?title=a.docx', init)).id;
    fixture.session = await fixture.open();
  });

  const reported = (users: readonly string[], text: string) => {
    const url = fixture.server.file(fixture.key, docx(text), 'docx');
    return fixture.report(2, url, { filetype: 'docx', users });
  };
  const saveBy = (session: Session, users: readonly string[]) =>
    fixture.server.post(session, reported(users, 'two'));
  const openAs = async (role: string): Promise<Session> => {
    await fixture.share('bob', role);
    return fixture.open('bob');
  };
  const newest = async () => {
    const [{ state, author, reason }] = (await fixture.versions()) as [
      Awaited<ReturnType<typeof fixture.versions>>[number],
    ];
    return { state, author, reason };
  };

  it.each(['commenter', 'reviewer', 'editor'])(
    'should be current when a %s made it',
    async (role) => {
      const session = await openAs(role);
      expect(session.config.editorConfig.mode).toBe('edit');
      expect(await saveBy(session, ['bob'])).toEqual(OK);
      expect(await newest()).toEqual({ state: 'current', author: 'bob', reason: null });
    },
  );

  it('should never be current from a session for reading, and not be lost', async () => {
    const session = await openAs('viewer');
    expect(session.config.editorConfig.mode).toBe('view');
    expect(await saveBy(session, ['bob'])).toEqual(OK);
    expect(await newest()).toEqual({
      ...{ state: 'quarantined', author: 'bob', reason: 'not-permitted' },
    });
    expect(await fixture.document()).toMatchObject({ current_version: 1 });
  });

  it('should be current when it only took the address of somebody who reads', async () => {
    const session = await openAs('viewer');
    expect(await saveBy(session, ['alice'])).toEqual(OK);
    expect(await newest()).toEqual({ state: 'current', author: 'alice', reason: null });
  });

  it('should keep what somebody changed before the right was taken away', async () => {
    const session = await openAs('commenter');
    await fixture.share('bob', 'viewer');
    expect(await saveBy(session, ['bob'])).toEqual(OK);
    expect(await newest()).toEqual({ state: 'current', author: 'bob', reason: null });
  });

  it('should be of a reader for who opened a format that nobody comments in', async () => {
    const init = { method: 'POST', body: 'one' };
    fixture.documentId = (await fixture.json('alice', '/api/documents?title=a.txt', init)).id;
    const session = await openAs('commenter');
    expect(session.config.editorConfig.mode).toBe('view');
    expect(session).toMatchObject({ not_in_format: 'comment' });
  });
});
