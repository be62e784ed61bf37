import { describe, expect, it } from '@jest/globals';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEPT_THERE, OK, SavingFixture, TRY_AGAIN, docx } from './editor-connector-fixture.js';

describe('saving', () => {
  const fixture = SavingFixture.install();

  describe('a save', () => {
    it('should become the current version, and the key end with a final one only', async () => {
      expect(await fixture.save(6, 'two')).toEqual(OK);
      expect((await fixture.open()).config.document.key).toBe(fixture.key);
      expect(await fixture.save(2, 'three')).toEqual(OK);
      expect((await fixture.open()).config.document.key).not.toBe(fixture.key);
      expect(await fixture.shown()).toEqual(['3 current', '2 archived', '1 archived']);
      expect(await fixture.versions()).toMatchObject([
        { origin: 'save', author: 'alice', editing_session_id: fixture.session.session_id },
        { origin: 'force-save' },
        { origin: 'upload' },
      ]);
      expect([await fixture.content(), await fixture.content(2), await fixture.content(1)]).toEqual(
        ['three', 'two', 'one'],
      );
    });

    it('should be one version however often it is delivered, with new tokens and new links', async () => {
      const body = fixture.report(2, fixture.server.file(fixture.key, 'two'));
      const again = (n: number) =>
        fixture.server.post(fixture.session, {
          ...body,
          url: body.url?.replace('md5=x&expires=1', `md5=${n}&expires=${n}`),
        });
      const answers = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(again));
      expect(answers).toEqual(answers.map(() => OK));
      expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
    });

    it('should give ten versions that can be read back for ten different saves at once', async () => {
      const texts = Array.from({ length: 10 }, (_, n) => `text ${n}`);
      const answers = await Promise.all(texts.map((text) => fixture.save(6, text)));
      expect(answers).toEqual(answers.map(() => OK));
      const all = await fixture.versions();
      expect(all).toHaveLength(11);
      expect(all.filter(({ state }) => state === 'current')).toHaveLength(1);
      const read = await Promise.all(all.map(({ number }) => fixture.content(number)));
      expect(read.toSorted()).toEqual(['one', ...texts].toSorted());
    });

    it('should be stored after its session ended, and for a document that was deleted meanwhile', async () => {
      expect(await fixture.server.post(fixture.session, { key: fixture.key, status: 4 })).toEqual(
        OK,
      );
      await fixture.kontor.fetchAs('alice', `/api/documents/${fixture.documentId}`, {
        method: 'DELETE',
      });
      expect(await fixture.save(2, 'late')).toEqual(OK);
      await fixture.kontor.fetchAs('alice', `/api/documents/${fixture.documentId}/restore`, {
        method: 'POST',
      });
      expect(await fixture.content()).toBe('late');
    });

    it('should be quarantined when the content was replaced meanwhile', async () => {
      const before = await fixture.document();
      const put = await fixture.kontor.fetchAs(
        'alice',
        `/api/documents/${fixture.documentId}/content`,
        {
          method: 'PUT',
          headers: { 'if-match': `"${before.etag}"` },
          body: 'outside',
        },
      );
      expect(put.status).toBe(201);
      expect((await fixture.open()).config.document.key).not.toBe(fixture.key);
      expect(await fixture.save(6, 'inside')).toEqual(OK);
      expect(await fixture.save(2, 'inside again')).toEqual(OK);
      expect(await fixture.content()).toBe('outside');
      expect(await fixture.shown()).toEqual([
        '4 quarantined',
        '3 quarantined',
        '2 current',
        '1 archived',
      ]);
      expect(await fixture.content(4)).toBe('inside again');
    });

    it('should take the type in which it was written', async () => {
      expect(
        await fixture.server.post(
          fixture.session,
          fixture.report(2, fixture.server.file(fixture.key, docx('x'), 'docx'), {
            filetype: 'docx',
          }),
        ),
      ).toEqual(OK);
      expect(await fixture.document()).toMatchObject({
        title: 'note.docx',
        file_type: 'docx',
        current_version: 2,
      });
    });

    it('should name who made the last change, if that person may have', async () => {
      await fixture.share('bob', 'editor');
      await fixture.save(6, 'by bob', { users: ['bob'] });
      await fixture.save(6, 'by nobody', { users: ['mallory'] });
      expect((await fixture.versions()).map(({ author }) => author)).toEqual([
        'alice',
        'bob',
        'alice',
      ]);
    });
  });

  describe('a closing report that nothing changed', () => {
    it('should end the key without a duplicate version', async () => {
      await fixture.save(6, 'two');
      expect(await fixture.save(2, 'two', { notmodified: true })).toEqual(OK);
      expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
      expect((await fixture.open()).config.document.key).not.toBe(fixture.key);
    });

    it('should be stored all the same when no force-save of that key was', async () => {
      expect(await fixture.save(2, 'two', { notmodified: true })).toEqual(OK);
      expect(await fixture.content()).toBe('two');
    });

    it('should be stored all the same when the last force-save failed', async () => {
      await fixture.save(6, 'two');
      expect(await fixture.server.post(fixture.session, fixture.report(7, undefined))).toEqual(OK);
      expect(await fixture.save(2, 'three', { notmodified: true })).toEqual(OK);
      expect(await fixture.content()).toBe('three');
    });
  });

  describe('a save that the Document Server could not assemble', () => {
    it('should leave the changes with it when there is no file, and keep the key', async () => {
      expect(await fixture.server.post(fixture.session, fixture.report(3, undefined))).toEqual(
        KEPT_THERE,
      );
      expect(await fixture.server.post(fixture.session, fixture.report(7, undefined))).toEqual(OK);
      expect((await fixture.open()).config.document.key).toBe(fixture.key);
      expect(await fixture.shown()).toEqual(['1 current']);
    });

    it('should be kept, never current, when there is one', async () => {
      expect(await fixture.save(7, 'damaged')).toEqual(OK);
      expect(await fixture.save(6, 'good')).toEqual(OK);
      expect(await fixture.save(3, 'damaged again')).toEqual(OK);
      expect(await fixture.shown()).toEqual([
        '4 quarantined',
        '3 current',
        '2 quarantined',
        '1 archived',
      ]);
      expect(await fixture.content()).toBe('good');
      expect((await fixture.open()).config.document.key).not.toBe(fixture.key);
    });
  });

  it('should ask for a retry while too few providers accept shards, and store the same save later', async () => {
    const shards = join(fixture.kontor.folder, 'data', 'shards');
    const body = fixture.report(2, fixture.server.file(fixture.key, 'two'));
    for (const n of [1, 2, 3]) {
      await rename(join(shards, `${n}`), join(shards, `${n}.away`));
      await writeFile(join(shards, `${n}`), 'not a folder');
    }
    expect(await fixture.server.post(fixture.session, body)).toEqual(TRY_AGAIN);
    expect(await fixture.shown()).toEqual(['1 current']);
    for (const n of [1, 2, 3]) {
      await rm(join(shards, `${n}`));
      await rename(join(shards, `${n}.away`), join(shards, `${n}`));
    }
    expect(await fixture.server.post(fixture.session, body)).toEqual(OK);
    expect(await fixture.content()).toBe('two');
  });

  it('should not accept what it does not understand', async () => {
    expect(await fixture.server.post(fixture.session, { key: fixture.key, status: 5 })).toEqual(
      KEPT_THERE,
    );
    expect(await fixture.server.post(fixture.session, { key: fixture.key, status: 99 })).toEqual(
      KEPT_THERE,
    );
  });
});
