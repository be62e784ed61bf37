import { describe, expect, it } from '@jest/globals';
import { zipSync, strToU8 } from 'fflate';
import { OK, SavingFixture } from './editor-connector-fixture.js';

/** One content, with another time at its entry, as programs write it each time they save. */
const container = (year: number): Buffer =>
  Buffer.from(
    zipSync(
      {
        '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
        'word/document.xml': strToU8('<w:document>same</w:document>'),
      },
      { mtime: new Date(year, 5, 1) },
    ),
  );

describe.each(['sqlite', 'postgres'] as const)('a save that changes nothing, on %s', (engine) => {
  const fixture = SavingFixture.install({ engine });
  const shown = () => fixture.shown();
  const saveDocx = (status: number, bytes: Buffer) =>
    fixture.server.post(
      fixture.session,
      fixture.report(status, fixture.server.file(fixture.key, bytes, 'docx'), {
        filetype: 'docx',
      }),
    );

  it('should be acknowledged without a version, when what was typed was undone', async () => {
    const before = await fixture.shardFiles();
    expect(await fixture.save(6, 'one')).toEqual(OK);
    expect(await shown()).toEqual(['1 current']);
    expect(await fixture.shardFiles()).toBe(before);
    expect((await fixture.open()).config.document.key).toBe(fixture.key);
  });

  it('should count as delivered: the same report again fetches nothing', async () => {
    const report = fixture.report(6, fixture.server.file(fixture.key, 'one'));
    expect(await fixture.server.post(fixture.session, report)).toEqual(OK);
    const before = fixture.server.fetched.length;
    expect(await fixture.server.post(fixture.session, report)).toEqual(OK);
    expect(fixture.server.fetched.slice(before)).toEqual([]);
    expect(await shown()).toEqual(['1 current']);
  });

  it('should be one once several came at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => fixture.save(6, 'one')));
    expect(answers).toEqual(answers.map(() => OK));
    expect(await shown()).toEqual(['1 current']);
  });

  it('should be a version when it brings back what was there before', async () => {
    await fixture.save(6, 'two');
    await fixture.save(6, 'one');
    expect(await shown()).toEqual(['3 current', '2 archived', '1 archived']);
    await fixture.save(6, 'one');
    expect(await shown()).toHaveLength(3);
  });

  it('should end the session without a version', async () => {
    await fixture.save(6, 'two');
    await fixture.save(6, 'two');
    expect(await fixture.save(2, 'two', { notmodified: true })).toEqual(OK);
    expect(await shown()).toEqual(['2 current', '1 archived']);
    expect((await fixture.open()).config.document.key).not.toBe(fixture.key);
  });

  it('should leave the right content when an older save arrives after it', async () => {
    await fixture.save(6, 'two');
    const late = fixture.report(6, fixture.server.file(fixture.key, 'two and more'));
    await fixture.save(6, 'two');
    expect(await fixture.server.post(fixture.session, late)).toEqual(OK);
    expect(await fixture.save(2, 'two', { notmodified: true })).toEqual(OK);
    expect(await fixture.content()).toBe('two');
  });

  it('should be a version when the bytes differ, if only in the times of a container', async () => {
    await saveDocx(6, container(2001));
    await saveDocx(6, container(2002));
    await saveDocx(6, container(2002));
    expect(await shown()).toEqual(['3 current', '2 archived', '1 archived']);
  });

  it('should be a version when it is the last one of a session with changes', async () => {
    expect(await fixture.save(2, 'one', { notmodified: false })).toEqual(OK);
    expect(await shown()).toEqual(['2 current', '1 archived']);
  });
});
