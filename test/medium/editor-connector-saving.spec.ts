import { describe, expect, it } from '@jest/globals';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEPT_THERE, OK, SavingDesk, TRY_AGAIN, docx } from './editor-connector-desk.js';

describe('saving', () => {
  const desk = SavingDesk.lay();

  describe('a save', () => {
    it('should become the current version, and the desk.key end with a final one only', async () => {
      expect(await desk.save(6, 'two')).toEqual(OK);
      expect((await desk.open()).config.document.key).toBe(desk.key);
      expect(await desk.save(2, 'three')).toEqual(OK);
      expect((await desk.open()).config.document.key).not.toBe(desk.key);
      expect(await desk.shown()).toEqual(['3 current', '2 archived', '1 archived']);
      expect(await desk.versions()).toMatchObject([
        { origin: 'save', author: 'alice', editing_session_id: desk.session.session_id },
        { origin: 'force-save' },
        { origin: 'upload' },
      ]);
      expect([await desk.content(), await desk.content(2), await desk.content(1)]).toEqual([
        'three',
        'two',
        'one',
      ]);
    });

    it('should be one version however often it is delivered, with new tokens and new links', async () => {
      const body = desk.report(2, desk.server.file(desk.key, 'two'));
      const again = (n: number) =>
        desk.server.post(desk.session, {
          ...body,
          url: body.url?.replace('md5=x&expires=1', `md5=${n}&expires=${n}`),
        });
      const answers = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(again));
      expect(answers).toEqual(answers.map(() => OK));
      expect(await desk.shown()).toEqual(['2 current', '1 archived']);
    });

    it('should give ten versions that can be read back for ten different saves at once', async () => {
      const texts = Array.from({ length: 10 }, (_, n) => `text ${n}`);
      const answers = await Promise.all(texts.map((text) => desk.save(6, text)));
      expect(answers).toEqual(answers.map(() => OK));
      const all = await desk.versions();
      expect(all).toHaveLength(11);
      expect(all.filter(({ state }) => state === 'current')).toHaveLength(1);
      const read = await Promise.all(all.map(({ number }) => desk.content(number)));
      expect(read.toSorted()).toEqual(['one', ...texts].toSorted());
    });

    it('should land after its desk.session ended, and for a document that was deleted meanwhile', async () => {
      expect(await desk.server.post(desk.session, { key: desk.key, status: 4 })).toEqual(OK);
      await desk.kontor.fetchAs('alice', `/api/documents/${desk.documentId}`, { method: 'DELETE' });
      expect(await desk.save(2, 'late')).toEqual(OK);
      await desk.kontor.fetchAs('alice', `/api/documents/${desk.documentId}/restore`, {
        method: 'POST',
      });
      expect(await desk.content()).toBe('late');
    });

    it('should be kept beside a content that was replaced meanwhile', async () => {
      const before = await desk.document();
      const put = await desk.kontor.fetchAs('alice', `/api/documents/${desk.documentId}/content`, {
        method: 'PUT',
        headers: { 'if-match': `"${before.etag}"` },
        body: 'outside',
      });
      expect(put.status).toBe(201);
      expect((await desk.open()).config.document.key).not.toBe(desk.key);
      expect(await desk.save(6, 'inside')).toEqual(OK);
      expect(await desk.save(2, 'inside again')).toEqual(OK);
      expect(await desk.content()).toBe('outside');
      expect(await desk.shown()).toEqual([
        '4 quarantined',
        '3 quarantined',
        '2 current',
        '1 archived',
      ]);
      expect(await desk.content(4)).toBe('inside again');
    });

    it('should take the type in which it was written', async () => {
      expect(
        await desk.server.post(
          desk.session,
          desk.report(2, desk.server.file(desk.key, docx('x'), 'docx'), { filetype: 'docx' }),
        ),
      ).toEqual(OK);
      expect(await desk.document()).toMatchObject({
        title: 'note.docx',
        file_type: 'docx',
        current_version: 2,
      });
    });

    it('should name who made the last change, if that person may have', async () => {
      await desk.share('bob', 'editor');
      await desk.save(6, 'by bob', { users: ['bob'] });
      await desk.save(6, 'by nobody', { users: ['mallory'] });
      expect((await desk.versions()).map(({ author }) => author)).toEqual([
        'alice',
        'bob',
        'alice',
      ]);
    });
  });

  describe('a closing report that nothing changed', () => {
    it('should end the desk.key without a twin of the version', async () => {
      await desk.save(6, 'two');
      expect(await desk.save(2, 'two', { notmodified: true })).toEqual(OK);
      expect(await desk.shown()).toEqual(['2 current', '1 archived']);
      expect((await desk.open()).config.document.key).not.toBe(desk.key);
    });

    it('should be stored all the same when no force-save of that desk.key was', async () => {
      expect(await desk.save(2, 'two', { notmodified: true })).toEqual(OK);
      expect(await desk.content()).toBe('two');
    });

    it('should be stored all the same when the last force-save failed', async () => {
      await desk.save(6, 'two');
      expect(await desk.server.post(desk.session, desk.report(7, undefined))).toEqual(OK);
      expect(await desk.save(2, 'three', { notmodified: true })).toEqual(OK);
      expect(await desk.content()).toBe('three');
    });
  });

  describe('a save that the Document Server could not assemble', () => {
    it('should leave the changes with it when there is no file, and keep the key', async () => {
      expect(await desk.server.post(desk.session, desk.report(3, undefined))).toEqual(KEPT_THERE);
      expect(await desk.server.post(desk.session, desk.report(7, undefined))).toEqual(OK);
      expect((await desk.open()).config.document.key).toBe(desk.key);
      expect(await desk.shown()).toEqual(['1 current']);
    });

    it('should be kept, never current, when there is one', async () => {
      expect(await desk.save(7, 'damaged')).toEqual(OK);
      expect(await desk.save(6, 'good')).toEqual(OK);
      expect(await desk.save(3, 'damaged again')).toEqual(OK);
      expect(await desk.shown()).toEqual([
        '4 quarantined',
        '3 current',
        '2 quarantined',
        '1 archived',
      ]);
      expect(await desk.content()).toBe('good');
      expect((await desk.open()).config.document.key).not.toBe(desk.key);
    });
  });

  it('should ask for repetition while too few places take shards, and take the same save later', async () => {
    const shards = join(desk.kontor.folder, 'data', 'shards');
    const body = desk.report(2, desk.server.file(desk.key, 'two'));
    for (const n of [1, 2, 3]) {
      await rename(join(shards, `${n}`), join(shards, `${n}.away`));
      await writeFile(join(shards, `${n}`), 'not a folder');
    }
    expect(await desk.server.post(desk.session, body)).toEqual(TRY_AGAIN);
    expect(await desk.shown()).toEqual(['1 current']);
    for (const n of [1, 2, 3]) {
      await rm(join(shards, `${n}`));
      await rename(join(shards, `${n}.away`), join(shards, `${n}`));
    }
    expect(await desk.server.post(desk.session, body)).toEqual(OK);
    expect(await desk.content()).toBe('two');
  });

  it('should not take over what it does not understand', async () => {
    expect(await desk.server.post(desk.session, { key: desk.key, status: 5 })).toEqual(KEPT_THERE);
    expect(await desk.server.post(desk.session, { key: desk.key, status: 99 })).toEqual(KEPT_THERE);
  });
});
