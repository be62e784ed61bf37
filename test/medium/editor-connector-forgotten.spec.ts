import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { DocumentServerSimulator } from '../../playground/index.js';
import {
  ForgottenFilesFixture,
  docxOf,
  startSimulator,
  type OpenedDocument,
} from '../forgotten-files-fixture.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('forgotten files and two instances on one database', () => {
  let postgres: RunningPostgres;
  let server: DocumentServerSimulator;
  let fixtures: ForgottenFilesFixture[];
  const documents = { known: [], moved: [], broken: [], odd: [] } as Record<
    string,
    OpenedDocument[]
  >;
  const strangers = range(10).map((n) => `of-another-system-${n}`);

  beforeAll(async () => {
    postgres = await startPostgres();
    server = await startSimulator();
    const shared = { DATABASE_URL: await postgres.createDatabase() };
    const one = await ForgottenFilesFixture.start(server, shared);
    const data = { KONTOR_DATA_DIR: join(one.kontor.folder, 'data') };
    fixtures = [one, await ForgottenFilesFixture.start(server, { ...shared, ...data })];
    for (const [kind, count] of [
      ['known', 25],
      ['moved', 10],
      ['broken', 5],
      ['odd', 2],
    ] as const) {
      documents[kind] = await Promise.all(
        range(count).map((n) => one.create(`${kind} ${n}.docx`, docxOf('before'))),
      );
    }
    for (const { id } of documents.moved!) await one.replace(id, docxOf('newer'));
    for (const { key } of [...documents.known!, ...documents.moved!]) {
      server.forget(key, 'docx', docxOf(`found of ${key}`));
    }
    for (const { key } of documents.broken!) server.forget(key, 'docx', Buffer.alloc(0));
    for (const { key } of documents.odd!) server.forget(key, 'docx', Buffer.from('no document'));
    for (const key of strangers) server.forget(key, 'docx', docxOf('not ours'));
  });

  afterAll(async () => {
    for (const fixture of fixtures) await fixture.kontor.stop();
    await server.dispose();
    await postgres.stop();
  });

  const harvest = () => Promise.all(fixtures.map((fixture) => fixture.harvest()));
  const everywhere = () => [...documents.known!, ...documents.moved!];

  it('should store each before it is deleted, and once, whatever fails between the two', async () => {
    // As if the process died after the commit, again and again.
    server.failNextDeletions(30);
    for (let round = 0; round < 12; round++) {
      await harvest();
      const left = new Set(server.forgotten());
      for (const { id, key } of everywhere().filter((document) => !left.has(document.key))) {
        expect([key, await fixtures[0]!.versions(id)]).toEqual([
          key,
          expect.arrayContaining([expect.stringContaining('recovered')]),
        ]);
      }
    }
    server.failNextDeletions(0);
    for (let round = 0; round < 4; round++) await harvest();
    expect(server.forgotten().toSorted()).toEqual(
      [...documents.broken!.map(({ key }) => key), ...strangers].toSorted(),
    );
  });

  it('should make them current where nothing happened since, else quarantine them', async () => {
    const [fixture] = fixtures as [ForgottenFilesFixture, ForgottenFilesFixture];
    for (const { id, key } of documents.known!) {
      expect(await fixture.versions(id)).toEqual(['2 current recovered', '1 archived upload']);
      expect(await fixture.content(id)).toEqual(docxOf(`found of ${key}`));
    }
    for (const { id, key } of documents.moved!) {
      expect(await fixture.versions(id)).toEqual([
        '3 quarantined recovered',
        '2 current upload',
        '1 archived upload',
      ]);
      expect(await fixture.content(id)).toEqual(docxOf('newer'));
      expect(await fixture.content(id, 3)).toEqual(docxOf(`found of ${key}`));
    }
    for (const { id } of [...documents.broken!, ...documents.odd!]) {
      expect(await fixture.versions(id)).toEqual(['2 quarantined recovered', '1 current upload']);
    }
  });

  it('should leave and count what is not ours, and report what cannot be imported', async () => {
    expect(await harvest()).toEqual(
      range(2).map(() => ({ recovered: 0, waiting: 5, unknown: 10 })),
    );
    const metrics = await (await fixtures[0]!.kontor.fetchAs('admin', '/metrics')).text();
    expect(metrics).toContain('kontor_forgotten_files{document="unknown"} 10');
    expect(metrics).toContain('kontor_forgotten_files{document="known"} 5');
    const status = await fixtures[0]!.kontor.fetchAs('admin', '/health/ready');
    expect(JSON.stringify(await status.json())).toContain(
      '5 still at the Document Server, 10 of documents unknown here',
    );
  });

  it('should import another file of the same key as another version', async () => {
    const [{ id, key }] = documents.known as [OpenedDocument];
    server.forget(key, 'docx', docxOf('a second loss'));
    await harvest();
    await harvest();
    expect(await fixtures[1]!.versions(id)).toEqual([
      '3 current recovered',
      '2 archived recovered',
      '1 archived upload',
    ]);
  });

  it('should delete what somebody filled in and did not submit: it is nothing of the form', async () => {
    const [fixture] = fixtures as [ForgottenFilesFixture];
    const { kontor } = fixture;
    const { id } = await fixture.create('Form.pdf', '%PDF-1.7\n%%EOF\n');
    const send = async (username: string, path: string, method: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method, headers, body: JSON.stringify(body) };
      return (await kontor.fetchAs(username, path, init)).json();
    };
    await send('alice', `/api/documents/${id}/shares/bob`, 'PUT', { role: 'form-filler' });
    const { config } = await send('bob', '/api/eurooffice/session', 'POST', { file_id: id });
    const { key } = config.document;
    server.forget(key, 'pdf', Buffer.from('%PDF-1.7\nby Bob\n%%EOF\n'));
    await harvest();
    expect(server.forgotten()).not.toContain(key);
    expect(await fixture.versions(id)).toEqual(['1 current upload']);
  });
});
