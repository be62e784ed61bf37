import { afterEach, describe, expect, it } from '@jest/globals';
import { PresenceWatchdog } from '../../src/editor-connector/saving/reported-presence.js';
import { english } from '../../src/desk/language/english.js';
import { EditingPresence, EditGuard } from '../../src/documents/index.js';
import { KEPT_THERE, OK, SavingFixture, TRY_AGAIN } from './editor-connector-fixture.js';

/** What the Document Server reports when its converter failed at the end of a session, and after a crash. */
const WAITING = [
  ['the converter failed at the last save', 3, ['alice']],
  ['the server crashed', 1, []],
] as const;

describe.each(['sqlite', 'postgres'] as const)('unsaved changes on %s', (engine) => {
  const fixture = SavingFixture.install({ engine });

  const report = (claims: object) =>
    fixture.server.post(fixture.session, { key: fixture.key, ...claims });
  const edited = (...users: string[]) => report({ status: 1, users });
  const path = (rest: string) => `/api/documents/${fixture.documentId}${rest}`;
  const send = (method: string, rest: string, init: RequestInit = {}) =>
    fixture.kontor.fetchAs('alice', path(rest), { method, ...init });
  const desktop = (method: string, rest: string) =>
    fixture.kontor.fetchAs('alice', `/documents/${fixture.documentId}/${rest}`, { method });
  const keyOfOpening = async (): Promise<string> => (await fixture.open()).config.document.key;

  const put = async (query = '') => {
    const { etag } = await fixture.document();
    const headers = { 'if-match': `"${etag}"` };
    return send('PUT', `/content${query}`, { headers, body: 'from outside' });
  };
  const restore = (query = '') => send('POST', `/versions/1/restore${query}`);

  /** Two versions, and changes of Alice's that became none. */
  async function leaveUnsaved(status: number, users: readonly string[]): Promise<void> {
    await fixture.save(6, 'two');
    await edited('alice');
    await report({ status, users });
  }

  describe.each(WAITING)('because %s', (_, status, users) => {
    it('should be shown, and refuse with a hint what would cut them off', async () => {
      await leaveUnsaved(status, users);
      expect(await fixture.document()).toMatchObject({
        editors: [],
        unsaved_changes: { since: expect.any(String), editors: ['alice'] },
      });
      for (const refused of [await put(), await restore()]) {
        expect(refused.status).toBe(409);
        const problem = await refused.json();
        expect(problem).toMatchObject({
          code: 'documents/unsaved-changes',
          data: { editors: ['alice'], open: `/edit/${fixture.documentId}` },
        });
        expect(problem.detail).toContain('give_up_unsaved_changes=true');
      }
      const checkout = await desktop('POST', '@checkout');
      expect(checkout.status).toBe(403);
      expect((await checkout.json()).translated_message).toContain('Open the document there');
      expect(await desktop('GET', 'officeconnector_checkout_url')).toMatchObject({ status: 403 });
      expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
    });

    it('should be counted for administrators until they are over', async () => {
      const read = async (address: string) =>
        (
          await fixture.kontor.fetchAs('admin', address, { headers: { accept: 'text/html' } })
        ).text();
      const metric = async () =>
        Number(/^kontor_documents_unsaved (\d+)$/m.exec(await read('/metrics'))?.[1]);
      const { summary } = english.status.unsaved;
      const before = await metric();
      await leaveUnsaved(status, users);
      expect(await metric()).toBe(before + 1);
      expect(await read('/status')).toContain(summary(before + 1));
      await send('DELETE', '/unsaved-changes');
      expect(await metric()).toBe(before);
      expect(await read('/status')).toContain(summary(before));
    });

    it('should be brought back by the next opening, and be over once they are saved', async () => {
      await leaveUnsaved(status, users);
      expect(await keyOfOpening()).toBe(fixture.key);
      await edited('alice');
      expect(await fixture.document()).toMatchObject({ editors: ['alice'], unsaved_changes: null });
      expect(await fixture.save(2, 'three')).toEqual(OK);
      expect(await fixture.document()).toMatchObject({ editors: [], unsaved_changes: null });
      expect(await fixture.content()).toBe('three');
      expect(await keyOfOpening()).not.toBe(fixture.key);
      expect((await restore()).status).toBe(201);
    });

    it('should be over when the server reports that there are none', async () => {
      await leaveUnsaved(status, users);
      await edited('alice');
      await report({ status: 4 });
      expect(await fixture.document()).toMatchObject({ editors: [], unsaved_changes: null });
      expect((await put()).status).toBe(201);
    });

    it('should be discarded by whoever saw them, with the change or before it', async () => {
      await leaveUnsaved(status, users);
      expect((await put('?give_up_unsaved_changes=true')).status).toBe(201);
      expect(await fixture.document()).toMatchObject({ unsaved_changes: null });
      expect(await fixture.content()).toBe('from outside');
      expect(await keyOfOpening()).not.toBe(fixture.key);

      fixture.session = await fixture.open();
      await leaveUnsaved(status, users);
      expect((await send('DELETE', '/unsaved-changes')).status).toBe(204);
      expect((await desktop('POST', '@checkout')).status).toBe(204);
      await desktop('POST', '@cancelcheckout');
      // Further reports of the server change nothing …
      await report({ status: 1, users: [] });
      expect(await fixture.document()).toMatchObject({ unsaved_changes: null });
      expect(await keyOfOpening()).not.toBe(fixture.key);
      // … until somebody has them open all the same, and leaves them again.
      await edited('alice');
      await report({ status: 1, users: [] });
      expect(await fixture.document()).toMatchObject({ unsaved_changes: { editors: ['alice'] } });
      expect(await keyOfOpening()).toBe(fixture.key);
    });

    it('should not be given up by a change that was refused, nor while somebody edits', async () => {
      await leaveUnsaved(status, users);
      const headers = { 'if-match': '"another"' };
      const stale = await send('PUT', '/content?give_up_unsaved_changes=true', { headers });
      expect(stale.status).toBe(412);
      const unknown = await send('POST', '/versions/77/restore?give_up_unsaved_changes=true');
      expect(unknown.status).toBe(404);
      await edited('alice');
      expect((await send('DELETE', '/unsaved-changes')).status).toBe(409);
      await report({ status: 1, users: [] });
      expect(await fixture.document()).toMatchObject({ unsaved_changes: { editors: ['alice'] } });
    });

    it('should not be discarded by anybody else', async () => {
      await leaveUnsaved(status, users);
      const asBob = () =>
        fixture.kontor.fetchAs('bob', path('/unsaved-changes'), { method: 'DELETE' });
      expect((await asBob()).status).toBe(404);
      await fixture.share('bob', 'viewer');
      expect((await asBob()).status).toBe(403);
      await fixture.share('bob', 'editor');
      expect((await asBob()).status).toBe(204);
    });

    it('should outlast the deletion of the document', async () => {
      await leaveUnsaved(status, users);
      await send('DELETE', '');
      await send('POST', '/restore');
      expect(await fixture.document()).toMatchObject({ unsaved_changes: { editors: ['alice'] } });
      expect(await keyOfOpening()).toBe(fixture.key);
    });

    it('should be kept beside what was checked in when they came to wait during a check-out', async () => {
      await fixture.save(6, 'two');
      expect((await desktop('POST', '@checkout')).status).toBe(204);
      await edited('alice');
      await report({ status, users });
      // The desktop program goes on: nothing it does is refused.
      expect((await desktop('POST', '@lock')).status).toBe(200);
      await desktop('POST', '@unlock');
      await desktop('POST', '@cancelcheckout');
      expect((await put('?give_up_unsaved_changes=false')).status).toBe(409);
      expect(await keyOfOpening()).toBe(fixture.key);
    });
  });

  it('should be reopened first when the content was replaced all the same', async () => {
    await leaveUnsaved(1, []);
    // As by an instance that did not know yet.
    const gate = fixture.kontor.app.get(EditGuard, { strict: false });
    const known = gate.assertNotInUse.bind(gate);
    gate.assertNotInUse = async () => undefined;
    expect((await put()).status).toBe(201);
    gate.assertNotInUse = known;
    expect(await keyOfOpening()).toBe(fixture.key);
    expect(
      fixture.server.commands.filter(({ c, key }) => c === 'drop' && key === fixture.key),
    ).toEqual([]);

    await edited('alice');
    expect(await fixture.save(2, 'what waited')).toEqual(OK);
    expect(await fixture.shown()).toEqual([
      '4 quarantined',
      '3 current',
      '2 archived',
      '1 archived',
    ]);
    expect([await fixture.content(4), await fixture.content()]).toEqual([
      'what waited',
      'from outside',
    ]);
    expect(await fixture.document()).toMatchObject({ unsaved_changes: null });
    expect(await keyOfOpening()).not.toBe(fixture.key);
  });

  it('should wait until those who edit the newest are done', async () => {
    const before = fixture.session;
    await leaveUnsaved(1, []);
    await put('?give_up_unsaved_changes=true');
    fixture.session = await fixture.open();
    await edited('alice');
    // Bob's page was open under the old key all along.
    await fixture.server.post(before, {
      key: before.config.document.key,
      status: 1,
      users: ['bob'],
    });
    await fixture.server.post(before, { key: before.config.document.key, status: 1, users: [] });
    expect(await keyOfOpening()).toBe(fixture.key);
    await report({ status: 4 });
    expect(await keyOfOpening()).toBe(before.config.document.key);
  });

  it('should remain of a save that was not stored and is not delivered again', async () => {
    await edited('alice');
    const cutOff = fixture.server.answering(fixture.key, 'txt', (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('lo');
      setImmediate(() => response.destroy());
    });
    expect(await fixture.server.post(fixture.session, fixture.report(2, cutOff))).toEqual(
      TRY_AGAIN,
    );
    expect(await fixture.document()).toMatchObject({ editors: ['alice'], unsaved_changes: null });
    // The server gave up, and knows the key no more; the file lies among those that it forgot.
    const presence = fixture.kontor.app.get(EditingPresence, { strict: false });
    await presence.report(fixture.documentId, fixture.key, []);
    expect(await fixture.document()).toMatchObject({ unsaved_changes: { editors: ['alice'] } });
    expect((await put()).status).toBe(409);
    expect(await fixture.save(2, 'found')).toEqual(OK);
    expect(await fixture.document()).toMatchObject({ editors: [], unsaved_changes: null });
  });

  it('should remain of a save that cannot be stored', async () => {
    await edited('alice');
    const nowhere = fixture.server.file(fixture.key, 'lost').replace(/data/, 'nowhere');
    expect(await fixture.server.post(fixture.session, fixture.report(2, nowhere))).toEqual(
      KEPT_THERE,
    );
    expect(await fixture.document()).toMatchObject({ unsaved_changes: { editors: ['alice'] } });
    expect(await keyOfOpening()).toBe(fixture.key);
  });

  it('should not be changed by outdated reports', async () => {
    const at = Math.floor(Date.now() / 1000);
    const signed = (claims: object, iat: number) =>
      fixture.server.postRaw(fixture.session.config.editorConfig.callbackUrl, {
        token: fixture.server.sign({ key: fixture.key, ...claims, iat }),
      });
    await signed({ status: 1, users: ['alice'] }, at);
    expect(await signed({ status: 3, users: ['alice'] }, at + 2)).toEqual(KEPT_THERE);
    await signed({ status: 4 }, at + 1);
    expect(await fixture.document()).toMatchObject({ unsaved_changes: { editors: ['alice'] } });
  });

  describe('the watchdog', () => {
    const watchdog = () => fixture.kontor.app.get(PresenceWatchdog, { strict: false });
    const presence = () => fixture.kontor.app.get(EditingPresence, { strict: false });
    /** It finds these keys, and so does a run of its own that comes at the same time. */
    const runWithStale = async (...documentKeys: readonly string[]): Promise<void> => {
      const stale = presence().staleKeys.bind(presence());
      const { documentId } = fixture;
      presence().staleKeys = async () =>
        documentKeys.map((documentKey) => ({ documentId, documentKey }));
      await watchdog()
        .run()
        .finally(() => (presence().staleKeys = stale));
    };

    afterEach(() => {
      fixture.server.errorOf = () => 0;
    });

    it('should check all keys once the server was unreachable, and not before', async () => {
      const asked = () =>
        fixture.server.commands.filter(({ c, key }) => c === 'info' && key === fixture.key);
      await watchdog().run();
      await edited('alice');
      fixture.server.errorOf = ({ c }) => (c === 'info' ? 1 : 0);
      await watchdog().run();
      expect([asked().length, (await fixture.document()).editors]).toEqual([0, ['alice']]);
      fixture.server.errorOf = () => 6;
      await watchdog().run();
      fixture.server.errorOf = ({ c }) => (c === 'info' ? 1 : 0);
      await watchdog().run();
      expect([asked().length, (await fixture.document()).editors]).toEqual([1, []]);
    });

    it('should not remove people who were reported while the server was asked', async () => {
      await edited('alice');
      fixture.server.errorOf = async ({ c }) => {
        if (c !== 'info') return 0;
        await edited('bob');
        return 1;
      };
      await runWithStale(fixture.key);
      expect((await fixture.document()).editors).toEqual(['bob']);
    });

    it('should continue with the others when one check fails', async () => {
      await edited('alice');
      fixture.server.errorOf = ({ c, key }) => {
        if (c !== 'info') return 0;
        return key === fixture.key ? 1 : 2;
      };
      await expect(runWithStale('no-callback', fixture.key)).rejects.toThrow('error 2');
      expect((await fixture.document()).editors).toEqual([]);
    });
  });
});

describe('an opening that failed in the converter', () => {
  const fixture = SavingFixture.install();

  const report = (claims: object) =>
    fixture.server.post(fixture.session, { key: fixture.key, ...claims });
  const failed = (username: string, sessionId: string, code = -80) =>
    fixture.kontor.fetchAs(username, `/api/eurooffice/session/${sessionId}/errors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  const keyFor = async (username = 'alice', fields = {}): Promise<string> =>
    (await fixture.open(username, fields)).config.document.key;

  it('should give the next one a new key, although the failed page is still there', async () => {
    await report({ status: 1, users: ['alice'] });
    expect((await failed('alice', fixture.session.session_id)).status).toBe(204);
    const next = await keyFor();
    expect(next).not.toBe(fixture.key);
    expect(await keyFor()).toBe(next);
    expect(await fixture.save(2, 'typed under the old one all the same')).toEqual(OK);
    expect(await fixture.content()).toBe('typed under the old one all the same');
  });

  it('should not take a key from people who have it open', async () => {
    await fixture.share('bob', 'editor');
    await report({ status: 1, users: ['alice', 'bob'] });
    await failed('alice', fixture.session.session_id);
    expect(await keyFor()).toBe(fixture.key);
    await failed('bob', (await fixture.open('bob')).session_id);
    expect(await keyFor()).not.toBe(fixture.key);
  });

  it('should not take a key under which something was saved, or waits', async () => {
    await report({ status: 1, users: ['alice'] });
    await report({ status: 3, users: ['alice'] });
    await failed('alice', fixture.session.session_id);
    expect(await keyFor()).toBe(fixture.key);
    await fixture.save(6, 'two');
    await report({ status: 4 });
    expect(await keyFor()).toBe(fixture.key);
  });

  it.each([
    ['a download that failed', -81],
    ['a session that ran out', -20],
  ])('should be no other error: %s', async (_, code) => {
    await failed('alice', fixture.session.session_id, code);
    expect(await keyFor()).toBe(fixture.key);
  });

  it('should count for an earlier version as well', async () => {
    await fixture.save(6, 'two');
    const earlier = await fixture.open('alice', { version: 1 });
    expect(await keyFor('alice', { version: 1 })).toBe(earlier.config.document.key);
    await failed('alice', earlier.session_id);
    const again = await keyFor('alice', { version: 1 });
    expect(again).not.toBe(earlier.config.document.key);
    expect(await keyFor('alice', { version: 1 })).toBe(again);
  });

  it('should be accepted only from whoever opened it, and as a number', async () => {
    await fixture.share('bob', 'editor');
    expect((await failed('bob', fixture.session.session_id)).status).toBe(404);
    expect((await failed('alice', '0'.repeat(32))).status).toBe(404);
    expect(await keyFor()).toBe(fixture.key);
    const path = `/api/eurooffice/session/${fixture.session.session_id}/errors`;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await fixture.kontor.fetchAs('alice', path, init)).status).toBe(400);
  });

  it('should be recognised without a report of the page when the key is closed and nobody ever edited', async () => {
    await report({ status: 4 });
    const next = await fixture.open();
    expect(next.config.document.key).not.toBe(fixture.key);
    fixture.session = next;
    await report({ status: 1, users: ['alice'] });
    await report({ status: 4 });
    expect(await keyFor()).toBe(fixture.key);
  });
});
