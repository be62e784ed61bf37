import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { VersionArchive } from '../../src/version-archive/index.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ScriptedDocumentServer, type Session, type Wire } from './editor-connector-server.js';

interface Capture {
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly body: Record<string, Wire>;
}

const capture = (name: string): Capture =>
  JSON.parse(
    readFileSync(join(projectRoot, 'test/vectors/document-server', `${name}.json`), 'utf8'),
  ) as Capture;

/** Requests of a real Document Server, with our key, our person and new signatures in their places. */
describe('captured callbacks', () => {
  let server: ScriptedDocumentServer;
  let kontor: RunningKontor;
  let documentId: string;
  let session: Session;

  beforeAll(async () => {
    server = await ScriptedDocumentServer.start();
    kontor = await startKontor({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
    await server.meet(kontor, 'alice', 'bob');
  });

  afterAll(async () => {
    await kontor.stop();
    await server.stop();
  });

  const json = async (path: string, init?: RequestInit): Promise<Wire> =>
    (await kontor.fetchAs('alice', path, init)).json();

  beforeEach(async () => {
    documentId = (await json('/api/documents?title=a.txt', { method: 'POST', body: 'one' })).id;
    session = await json('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId }),
    });
  });

  /** The captured files were .docx; what is served here is text, so the type follows it. */
  async function replay(name: string, text?: string) {
    const { body, rawHeaders } = capture(name);
    const { key } = session.config.document;
    const {
      token: _old,
      url,
      ...fields
    } = JSON.parse(
      JSON.stringify(body)
        .replaceAll(body.key, key)
        .replaceAll('"u1"', '"alice"')
        .replaceAll('"u2"', '"bob"'),
    ) as Record<string, Wire>;
    const claims = {
      ...fields,
      ...(url === undefined ? {} : { url: server.file(key, text ?? 'saved'), filetype: 'txt' }),
    };
    const fixed = rawHeaders.filter(
      ([header]) => !/^(host|content-length|authorization|connection)$/i.test(header),
    );
    const response = await fetch(session.config.editorConfig.callbackUrl, {
      method: 'POST',
      headers: [
        ...fixed.map(([header, value]): [string, string] => [header, value]),
        ['authorization', `Bearer ${server.sign({ payload: claims })}`],
      ],
      body: JSON.stringify({ ...claims, token: server.sign(claims) }),
    });
    return { status: response.status, answer: await response.json() };
  }

  const done = { status: 200, answer: { error: 0 } };
  const current = async () =>
    (await json(`/api/documents/${documentId}`)).current_version as number;
  const editors = async () => (await json(`/api/documents/${documentId}`)).editors as string[];

  it('should be understood from the first editor to the last', async () => {
    expect(await replay('status1-first-editor-in')).toEqual(done);
    expect(await editors()).toEqual(['alice']);
    expect(await replay('status1-one-of-two-out')).toEqual(done);
    expect(await editors()).toEqual(['bob']);
    expect(await replay('status4-closed-no-changes')).toEqual(done);
    expect([await editors(), await current()]).toEqual([[], 1]);
  });

  it('should give one version for the button and none for the unmodified end', async () => {
    expect(await replay('status6-button', 'by button')).toEqual(done);
    expect(await current()).toBe(2);
    expect(await replay('status2-notmodified', 'by button')).toEqual(done);
    expect(await current()).toBe(2);
  });

  it('should give a version for the final save, with its history', async () => {
    expect(await replay('status2-save', 'final')).toEqual(done);
    expect(await current()).toBe(2);
    const content = await kontor.fetchAs('alice', `/api/documents/${documentId}/content`);
    expect(await content.text()).toBe('final');
    const { version_group_id: group } = await json(`/api/documents/${documentId}`);
    const { changes } = await kontor.app.get(VersionArchive).getVersion(group, 2);
    expect(JSON.parse(changes ?? '{}')).toMatchObject({
      serverVersion: '9.3.0',
      changes: [{ created: '2026-11-22 03:58:32', user: { id: 'alice' } }],
    });
  });

  it('should change nothing when a force-save failed', async () => {
    expect(await replay('status7-forcesave-failed')).toEqual(done);
    expect(await current()).toBe(1);
  });

  it('should fetch the document as the captured request does', async () => {
    const { rawHeaders } = capture('document-url-fetch');
    const { url } = session.config.document;
    const fixed = rawHeaders.filter(
      ([header]) => !/^(host|authorization|connection)$/i.test(header),
    );
    const response = await fetch(url, {
      headers: [
        ...fixed.map(([header, value]): [string, string] => [header, value]),
        ['authorization', `Bearer ${server.sign({ payload: { url } })}`],
      ],
    });
    expect([response.status, await response.text()]).toEqual([200, 'one']);
  });
});
