import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  favoritesAnswer,
  groupsAnswer,
  organizationsAnswer,
  tenantAnswer,
} from './backend-answers.schema.js';

const WORD = '275af32e-bc40-45c2-85b7-afb1c0382653';
const letter = {
  id: 'a1b2c3d4-0000-4000-8000-000000000011',
  metaTemplateId: WORD,
  languages: ['2055'],
  localizedName: 'Brief',
  templateGroupId: 1,
};
const groupOf = (...templates: unknown[]) => ({ id: 'g', localizedName: 'Briefe', templates });

/** What no entry can be read of. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(null, 7, true, 'text', [], {}, [null], { id: null }, { id: '' }),
  fc.record({ localizedName: fc.string(), metaTemplateId: fc.constant(WORD) }),
  fc.jsonValue().filter((value) => typeof value !== 'object'),
);
const shuffledWith = (entry: unknown) =>
  fc.tuple(fc.array(junk, { maxLength: 6 }), fc.nat()).map(([odd, at]) => ({
    list: odd.toSpliced(at % (odd.length + 1), 0, entry),
    odd: odd.length,
  }));

describe('the lists of the backend', () => {
  it('should leave out a template without id and an entry that is nothing, and count both', () => {
    const { id: _, ...withoutId } = letter;
    const read = groupsAnswer.parse([groupOf(letter, withoutId, null)]);
    expect(read).toEqual({
      groups: [
        {
          id: 'g',
          title: 'Briefe',
          templates: [
            { id: letter.id, typeId: WORD, title: 'Brief', groupId: '1', languages: [2055] },
          ],
        },
      ],
      unreadable: 2,
    });
  });

  it('should lose no good template to junk beside it, in either generation', () => {
    fc.assert(
      fc.property(shuffledWith(letter), ({ list, odd }) => {
        const { groups, unreadable } = groupsAnswer.parse([groupOf(...list)]);
        expect(groups[0]?.templates.map(({ id }) => id)).toEqual([letter.id]);
        expect(unreadable).toBe(odd);
        for (const answer of [list, { id: 'f', templates: list }]) {
          const favorites = favoritesAnswer.parse(answer);
          expect(favorites.templates.map(({ id }) => id)).toEqual([letter.id]);
          expect(favorites.unreadable).toBe(odd);
        }
      }),
    );
  });

  it('should lose no good group to junk beside it', () => {
    fc.assert(
      fc.property(shuffledWith(groupOf(letter)), ({ list, odd }) => {
        const { groups, unreadable } = groupsAnswer.parse(list);
        expect(groups).toEqual([expect.objectContaining({ id: 'g' })]);
        expect(groups[0]?.templates).toHaveLength(1);
        expect(unreadable).toBe(odd);
      }),
    );
  });

  it('should use a template whatever the members have that it does not need', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
        const odd = { ...letter, languages: a, templateGroupId: b, localizedName: c };
        expect(groupsAnswer.parse([groupOf(odd)]).groups[0]?.templates).toHaveLength(1);
      }),
    );
    const [read] = favoritesAnswer.parse([{ ...letter, languages: [null, '2055', {}] }]).templates;
    expect(read?.languages).toEqual([2055]);
  });

  it('should keep the templates of a group without id, and count the group', () => {
    const read = groupsAnswer.parse([{ ...groupOf(letter), id: '' }]);
    expect(read.groups).toMatchObject([{ id: null, templates: [{ id: letter.id }] }]);
    expect(read.unreadable).toBe(1);
  });

  it('should read nothing as no favourites, and something else as a fault', () => {
    for (const none of [null, undefined, [], {}, { templates: null }])
      expect(favoritesAnswer.parse(none)).toEqual({ templates: [], unreadable: 0 });
    expect(favoritesAnswer.safeParse('text').success).toBe(false);
    expect(groupsAnswer.safeParse({ message: 'no' }).success).toBe(false);
  });

  it('should take one template for a list of one, and count what is no list', () => {
    const [one, none, noList, missing] = groupsAnswer.parse([
      { ...groupOf(), templates: letter },
      { ...groupOf(), templates: null },
      { ...groupOf(), templates: 'text' },
      { id: 'g' },
    ]).groups;
    expect([one, none, noList, missing].map((group) => group?.templates.length)).toEqual([
      1, 0, 0, 0,
    ]);
    expect(groupsAnswer.parse([{ ...groupOf(), templates: 'text' }]).unreadable).toBe(1);
  });

  it('should show names as they can be read, and offer no id that no address can hold', () => {
    const named = (localizedName: string) =>
      groupsAnswer.parse([{ ...groupOf({ ...letter, localizedName }), localizedName }]).groups[0];
    for (const [given, shown] of [
      ['\u202eBrief\u0000 an\u200b\r\n alle ', 'Brief an alle'],
      ['\ud800', '\ufffd'],
      ['\u200b\u2060', ''],
    ] as const)
      expect(named(given)).toMatchObject({ title: shown, templates: [{ title: shown }] });
    for (const id of ['a\u0000b', '\ud800', '\uffff']) {
      const { groups, unreadable } = groupsAnswer.parse([{ ...groupOf(letter), id }]);
      expect(groups).toMatchObject([{ id: null, templates: [{ id: letter.id }] }]);
      expect(unreadable).toBe(1);
      expect(groupsAnswer.parse([groupOf({ ...letter, id })]).unreadable).toBe(1);
    }
  });

  it('should know the primary library by any word for true, and nobody’s library or organisation', () => {
    for (const yes of [true, 1, '1', 'true', 'True'])
      expect(tenantAnswer.parse({ datasources: [{ id: 'l', isPrimary: yes }] })).toEqual([
        { id: 'l', isPrimary: true },
      ]);
    for (const no of [false, 0, 'false', null, undefined, {}])
      expect(
        tenantAnswer.parse({ datasources: [{ id: 'l', isPrimary: no }, { id: 'm' }] }),
      ).toEqual(['l', 'm'].map((id) => ({ id, isPrimary: false })));
    expect(tenantAnswer.parse(null)).toEqual([]);
    for (const none of [null, [], [null], {}]) expect(organizationsAnswer.parse(none)).toEqual([]);
    expect(organizationsAnswer.parse({ id: 7 })).toEqual([{ id: '7' }]);
  });

  it('should find the library beside odd ones', () => {
    const library = { id: 'l', isPrimary: true };
    const datasources = [null, { id: '../x' }, library];
    expect(tenantAnswer.parse([null, { datasources }])).toEqual([library]);
    expect(tenantAnswer.parse({ datasources })).toEqual([library]);
  });
});
