import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { VersionArchive, VersionParts } from '../../src/version-archive/index.js';
import { OK, SavingFixture } from './editor-connector-fixture.js';

const ARCHIVE = Buffer.from(zipSync({ 'changes0.json': Buffer.from('["typed"]') }));

describe('the changes of a save', () => {
  const fixture = SavingFixture.install();

  const archive = (bytes: string | Buffer = ARCHIVE) =>
    fixture.server.file(fixture.key, bytes, 'zip');
  const history = {
    serverVersion: '9.3.0',
    changes: [
      { created: '2026-01-01 08:00:00', user: { id: 'bob', name: 'Bob' } },
      { created: '2026-01-01 08:05:00', user: { id: 'alice', name: 'Alice' } },
    ],
  };

  /** What is stored with a version; undefined without. */
  async function changesOf(number: number): Promise<Buffer | undefined> {
    const parts = fixture.kontor.app.get(VersionParts, { strict: false });
    const versions = fixture.kontor.app.get(VersionArchive, { strict: false });
    const { version_group_id: groupId } = await fixture.document();
    const version = await versions.getVersion(groupId as string, number);
    const part = await parts.find(version.id, 'changes');
    return part && buffer(await parts.read(part));
  }

  it('should be stored with each version, with everybody who made them', async () => {
    const fields = { changesurl: archive(), history };
    expect(await fixture.save(6, 'two', fields)).toEqual(OK);
    expect(await fixture.save(2, 'three', { ...fields, changesurl: archive() })).toEqual(OK);
    expect([await changesOf(3), await changesOf(2), await changesOf(1)]).toEqual([
      ARCHIVE,
      ARCHIVE,
      undefined,
    ]);
    const [final] = await fixture.versions();
    expect(final).toMatchObject({
      has_changes: true,
      authors: [
        { username: 'bob', from: '2026-01-01T08:00:00.000Z' },
        { username: 'alice', to: '2026-01-01T08:05:00.000Z' },
      ],
    });
  });

  it('should name the version that the editing began with, for a step as for the end', async () => {
    const fields = () => ({ changesurl: archive(), history });
    await fixture.save(6, 'two', fields());
    await fixture.save(6, 'three', fields());
    await fixture.save(2, 'four', fields());
    const versions = fixture.kontor.app.get(VersionArchive, { strict: false });
    const { version_group_id: groupId } = await fixture.document();
    const stored = await versions.list(groupId as string);
    expect(stored.map(({ beganWith, serverVersion }) => [beganWith, serverVersion])).toEqual([
      [1, '9.3.0'],
      [1, '9.3.0'],
      [1, '9.3.0'],
      [null, null],
    ]);
  });

  it('should be fetched from the configured server, whatever host their address names', async () => {
    const changesurl = archive().replace(fixture.server.url, 'http://evil.example');
    expect(await fixture.save(2, 'two', { changesurl, history })).toEqual(OK);
    expect(await changesOf(2)).toEqual(ARCHIVE);
  });

  it('should be stored once, however often the save is delivered', async () => {
    const url = fixture.server.file(fixture.key, 'two');
    const report = fixture.report(2, url, { changesurl: archive(), history });
    const answers = await Promise.all(
      [1, 2, 3].map(() => fixture.server.post(fixture.session, report)),
    );
    expect(answers).toEqual([OK, OK, OK]);
    expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
    expect(await changesOf(2)).toEqual(ARCHIVE);
  });

  const broken = (answer: Parameters<typeof fixture.server.answering>[2]) =>
    fixture.server.answering(fixture.key, 'zip', answer);
  it.each<[string, () => unknown]>([
    ['gone', () => archive().replace('output.zip/output.zip', 'output.zip/other.zip')],
    ['a web page', () => archive('<html><input type="password"></html>')],
    ['empty', () => archive('')],
    ['null', () => null],
    ['no address', () => 17],
    ['another path of the server', () => `${fixture.server.url}/healthcheck`],
    [
      'far too large',
      () => broken((_, to) => void to.writeHead(200, { 'content-length': 2 ** 40 }).write('PK')),
    ],
    [
      'broken off',
      () =>
        broken((_, to) => {
          to.writeHead(200, { 'content-length': 1000 }).write(ARCHIVE);
          setImmediate(() => to.destroy());
        }),
    ],
    ['redirected', () => broken((_, to) => void to.writeHead(302, { location: '/x' }).end())],
  ])('should be missing and cost no save when they are %s', async (_, changesurl) => {
    expect(await fixture.save(2, 'two', { changesurl: changesurl(), history })).toEqual(OK);
    expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
    expect(await fixture.content()).toBe('two');
    expect(await changesOf(2)).toBeUndefined();
    expect((await fixture.versions())[0]?.has_changes).toBe(false);
  });
});
