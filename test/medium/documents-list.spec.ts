import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ListPosition } from '../../src/documents/registry/document.repository.js';
import { bytesOf, documentsFixture, person, type DocumentsFixture } from '../documents-fixture.js';
import { MOST_FEW } from '../../src/documents/registry/title-index.kysely.js';
import { describeOnBothEngines } from '../engines.js';

const alice = person('alice');
const bob = person('bob');
const carol = person('carol');
const START_MS = 300_000;

describeOnBothEngines('the list of documents', ({ open }) => {
  let fixture: DocumentsFixture;

  beforeEach(async () => {
    fixture = documentsFixture(await open());
  }, START_MS);

  const upload = async (title: string, actor = alice): Promise<string> => {
    fixture.clock.advance(1);
    const view = await fixture.create.execute(actor, { title, content: bytesOf(title) });
    return view.document.id;
  };

  const titles = async (input = {}, actor = alice): Promise<string[]> =>
    (await fixture.list.execute(actor, input)).documents.map(({ document }) => document.title);

  it('should list owned and shared documents, last changed first', async () => {
    const first = await upload('1.txt');
    const foreign = await upload('2.txt', bob);
    await upload('3.txt');
    await upload('secret.txt', bob);
    await fixture.share.execute(bob, foreign, { username: 'alice', role: 'viewer' });
    expect(await titles()).toEqual(['3.txt', '2.txt', '1.txt']);
    fixture.clock.advance(1);
    await fixture.registry.contentChanged(foreign, { fileType: 'txt' });
    expect(await titles()).toEqual(['2.txt', '3.txt', '1.txt']);
    fixture.clock.advance(1);
    await fixture.rename.execute(alice, first, 'neu');
    expect(await titles()).toEqual(['neu.txt', '2.txt', '3.txt']);
    expect(await titles({ q: '2.TXT' })).toEqual(['2.txt']);
    await fixture.rename.execute(bob, foreign, 'zwei');
    expect(await titles({ q: '2.txt' })).toEqual([]);
    expect(await titles({ q: 'zwei' })).toEqual(['zwei.txt']);
    await fixture.delete.execute(bob, foreign);
    expect(await titles()).toEqual(['neu.txt', '3.txt']);
    expect(await titles({}, carol)).toEqual([]);
  });

  it('should show role, size and editors of each', async () => {
    const id = await upload('1.txt', bob);
    await fixture.share.execute(bob, id, { username: 'alice', role: 'editor' });
    await fixture.presence.report(id, 'key', ['carol', 'bob']);
    const { documents } = await fixture.list.execute(alice);
    expect(documents).toMatchObject([
      {
        role: 'editor',
        head: { number: 1, size: 5 },
        editors: [{ username: 'carol' }, { username: 'bob' }],
      },
    ]);
  });

  it('should find parts of titles literally and without regard to case', async () => {
    for (const title of ['Straße.txt', 'ÄRGER 100%.txt', 'under_score.txt', 'plain.txt'])
      await upload(title);
    expect(await titles({ q: 'ärger' })).toEqual(['ÄRGER 100%.txt']);
    expect(await titles({ q: '%' })).toEqual(['ÄRGER 100%.txt']);
    expect(await titles({ q: '_' })).toEqual(['under_score.txt']);
    expect(await titles({ q: '!' })).toEqual([]);
    expect(await titles({ q: "'" })).toEqual([]);
    expect(await titles({ q: 'TXT' })).toHaveLength(4);
    expect(await titles({ q: '  ' })).toHaveLength(4);
  });

  it('should find any part of a title, whether hundreds have it or one', async () => {
    const of = [
      'Vertrag "Nord" (ö) * 1.txt',
      'vErTrAg süd.txt',
      'Ragver t.txt',
      'Müller 😀😀😀.txt',
    ];
    for (const title of of) await upload(title);
    const foreign = await upload('Vertrag West.txt', bob);
    const secret = await upload('Vertrag Ost.txt', bob);
    const expectFound = async () => {
      for (const part of ['vertrag', 'ERT', 'g "n', '(ö)', '* 1', '😀😀😀', 'ver t.', 'xyz', 'er'])
        expect([part, await titles({ q: part })]).toEqual([
          part,
          (await titles({ limit: 200 })).filter((title) =>
            title.toLowerCase().includes(part.toLowerCase()),
          ),
        ]);
    };
    await expectFound();
    await fixture.share.execute(bob, foreign, { username: 'alice', role: 'viewer' });
    await expectFound();
    expect(await titles({ q: 'vertrag' })).toContain('Vertrag West.txt');
    await fixture.rename.execute(bob, secret, 'Antrag Ost');
    expect(await titles({ q: 'antrag' }, bob)).toEqual(['Antrag Ost.txt']);
    expect(await titles({ q: 'ertrag' }, bob)).toEqual(['Vertrag West.txt']);
    await fixture.delete.execute(bob, foreign);
    await expectFound();
    for (let n = 0; n <= MOST_FEW; n++) await upload(`Vertrag ${n}.txt`, carol);
    await expectFound();
    expect(await titles({ q: 'vertrag', limit: 200 }, carol)).toHaveLength(200);
    expect(await titles({ q: 'vertrag 77' }, carol)).toEqual(['Vertrag 77.txt']);
  });

  it('should list every document on exactly one page', async () => {
    for (let n = 0; n < 12; n++) {
      const id = await upload(`${n}.txt`, n % 3 === 0 ? bob : alice);
      if (n % 3 === 0) await fixture.share.execute(bob, id, { username: 'alice', role: 'viewer' });
      // Some share one moment: the id decides then.
      if (n % 2 === 0) fixture.clock.advance(-1);
    }
    const whole = await titles();
    const paged: string[] = [];
    let after: ListPosition | undefined;
    do {
      const page = await fixture.list.execute(alice, { limit: 5, after });
      paged.push(...page.documents.map(({ document }) => document.title));
      after = page.next;
    } while (after !== undefined);
    expect(whole).toHaveLength(12);
    expect(paged).toEqual(whole);
  });
});

describeOnBothEngines('editing presence', ({ open }) => {
  let fixture: DocumentsFixture;

  beforeAll(async () => {
    fixture = documentsFixture(await open());
  }, START_MS);

  it('should list people once, in order of arrival, over all keys', async () => {
    const [id, other] = [fixture.ids.next(), fixture.ids.next()];
    await fixture.presence.report(id, 'key-1', ['carol', 'bob']);
    fixture.clock.advance(10);
    await fixture.presence.report(id, 'key-1', ['alice', 'bob', 'carol']);
    await fixture.presence.report(id, 'key-2', ['bob']);
    const editors = await fixture.presence.editorsOf([id, other]);
    expect([...editors]).toEqual([[id, ['carol', 'bob', 'alice']]]);
    await fixture.presence.report(id, 'key-1', []);
    expect((await fixture.presence.editorsOf([id])).get(id)).toEqual(['bob']);
  });

  it('should list the keys without a recent report', async () => {
    const id = fixture.ids.next();
    await fixture.presence.report(id, 'old', ['alice', 'bob']);
    fixture.clock.advance(60_000);
    await fixture.presence.report(id, 'new', ['alice']);
    const stale = await fixture.presence.staleKeys(fixture.clock.nowMs() - 30_000);
    expect(stale.filter(({ documentId }) => documentId === id)).toEqual([
      { documentId: id, documentKey: 'old' },
    ]);
  });
});
