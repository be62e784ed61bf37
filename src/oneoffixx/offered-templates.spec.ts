import { describe, expect, it } from '@jest/globals';
import { fileNameOf, offeredTemplates, TemplateTypes } from './offered-templates.js';
import type { BackendGroup, BackendTemplate } from './template-backend.js';

const WORD = '275af32e-bc40-45c2-85b7-afb1c0382653';
const MAIL = '153f1db5-a673-41a2-a0cb-f93792c6d1b0';
const types = new TemplateTypes([
  { id: WORD, name: 'Word', contentType: 'application/word', extension: 'docx' },
]);

const template = (id: string, over: Partial<BackendTemplate> = {}): BackendTemplate => ({
  id,
  typeId: WORD,
  title: `Vorlage ${id}`,
  groupId: null,
  languages: [2055],
  ...over,
});
const group = (id: string, templates: readonly BackendTemplate[]) => ({
  id,
  title: `Gruppe ${id}`,
  templates,
});
const offer = (groups: readonly BackendGroup[], favorites: readonly BackendTemplate[] = []) =>
  offeredTemplates(
    { groups: { groups, unreadable: 0 }, favorites: { templates: favorites, unreadable: 0 } },
    { types, locale: 'fr' },
  );

describe('offeredTemplates', () => {
  it('should offer what can be used, in the order of the backend', () => {
    const offered = offer([group('g', [template('b'), template('a')]), group('h', [])]);
    expect(offered).toEqual({
      templates: ['b', 'a'].map((id) => ({
        id,
        title: `Vorlage ${id}`,
        groupId: 'g',
        groupTitle: 'Gruppe g',
        contentType: 'application/word',
        extension: 'docx',
        filename: `Vorlage ${id}.docx`,
        languages: [2055],
      })),
      favorites: [],
      groups: [
        { id: 'g', title: 'Gruppe g', templateIds: ['b', 'a'] },
        { id: 'h', title: 'Gruppe h', templateIds: [] },
      ],
      defaultGroup: '--NOVALUE--',
      leftOut: { unknownType: 0, unnamed: 0, unreadable: 0 },
      failedLists: [],
    });
  });

  it('should put favourites first, and as the default', () => {
    const offered = offer([group('g', [template('a'), template('b')])], [template('b')]);
    expect(offered.groups[0]).toEqual({
      id: '__favorites__',
      title: 'Favoris',
      templateIds: ['b'],
    });
    expect(offered).toMatchObject({ favorites: ['b'], defaultGroup: '__favorites__' });
    expect(offered.templates.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('should leave out what cannot be used, also among favourites, and say why', () => {
    const mail = template('m', { typeId: MAIL });
    const offered = offer(
      [group('g', [mail, template('n', { title: '' }), template('a')])],
      [mail],
    );
    expect(offered.groups).toEqual([{ id: 'g', title: 'Gruppe g', templateIds: ['a'] }]);
    expect(offered).toMatchObject({ favorites: [], defaultGroup: '--NOVALUE--' });
    expect(offered.leftOut).toEqual({ unknownType: 1, unnamed: 1, unreadable: 0 });
  });

  it('should list a template of two groups once, and a favourite of no group too', () => {
    const offered = offer(
      [group('g', [template('a')]), group('h', [template('a')])],
      [template('x', { groupId: 'h' })],
    );
    expect(offered.templates.map(({ id, groupTitle }) => [id, groupTitle])).toEqual([
      ['a', 'Gruppe g'],
      ['x', 'Gruppe h'],
    ]);
    expect(offered.groups.map(({ templateIds }) => templateIds)).toEqual([['x'], ['a'], ['a']]);
  });

  it('should show a group that is listed several times once, with the templates of all', () => {
    const untitled = { ...group('g', [template('a')]), title: '' };
    const nameless = { id: null, title: '', templates: [template('c')] };
    const offered = offer([
      untitled,
      nameless,
      group('g', [template('a'), template('b')]),
      nameless,
    ]);
    expect(offered.groups).toEqual([{ id: 'g', title: 'Gruppe g', templateIds: ['a', 'b'] }]);
    expect(offered.templates.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('should take two spellings of one GUID for one template, and of other ids for two', () => {
    const guid = 'a1b2c3d4-0000-4000-8000-000000000011';
    const offered = offer(
      [group(guid, [template(guid), template('x')]), group(`{${guid.toUpperCase()}}`, [])],
      [template(`{${guid.toUpperCase()}}`), template('X', { groupId: guid.toUpperCase() })],
    );
    expect(offered.templates.map(({ id }) => id)).toEqual([guid, 'x', 'X']);
    expect(offered.favorites).toEqual([guid, 'X']);
    expect(offered.groups.map(({ id }) => id)).toEqual(['__favorites__', guid]);
    expect(offered.templates[2]).toMatchObject({ groupTitle: `Gruppe ${guid}` });
  });

  it('should know types in upper case and in braces', () => {
    const braced = template('a', { typeId: `{${WORD.toUpperCase()}}` });
    expect(offer([group('g', [braced])]).templates).toHaveLength(1);
  });
});

describe('fileNameOf', () => {
  it.each([
    ['Verfügung: Äpfel & Öl', 'Verfuegung Aepfel + Oel.docx'],
    ['Procès-verbal à l’attention', 'Proces-verbal a l attention.docx'],
    ['  Brief (v1.2), "neu" ', 'Brief (v1.2), neu.docx'],
    ['漢字', '.docx'],
    ['x'.repeat(120), `${'x'.repeat(100)}.docx`],
  ])('should write %j', (title, filename) => {
    expect(fileNameOf(title, 'docx')).toBe(filename);
  });
});
