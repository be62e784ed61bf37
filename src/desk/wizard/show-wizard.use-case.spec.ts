import { describe, expect, it } from '@jest/globals';
import type { OfferedTemplates, Template } from '../../oneoffixx/index.js';
import { wizardView, type WizardChoice } from './show-wizard.use-case.js';

const template = (id: string, title: string, groupTitle: string): Template => ({
  ...{ id, title, groupTitle, groupId: groupTitle, languages: [] },
  ...{ contentType: 'x', extension: 'docx', filename: `${title}.docx` },
});

const offered: OfferedTemplates = {
  templates: [
    template('1', 'Verfügung', 'Recht'),
    template('2', 'Procès-verbal', 'Chancellerie'),
    template('3', 'Brief', 'Recht'),
  ],
  favorites: ['3'],
  groups: [
    { id: '__favorites__', title: 'Favoriten', templateIds: ['3'] },
    { id: 'Recht', title: 'Recht', templateIds: ['1', '3'] },
    { id: 'Chancellerie', title: 'Chancellerie', templateIds: ['2'] },
    { id: 'Leer', title: 'Leer', templateIds: [] },
  ],
  defaultGroup: '__favorites__',
  leftOut: { unknownType: 1, unnamed: 0, unreadable: 0 },
  failedLists: [],
};

const view = (choice: Partial<WizardChoice>) =>
  wizardView(offered, { query: '', ...choice }, () => 'word');
const shown = (choice: Partial<WizardChoice>): string[] =>
  view(choice)
    .rows.filter(({ isShown }) => isShown)
    .map(({ id }) => id);

describe('wizardView', () => {
  it('should open with the favourites, or what was chosen', () => {
    expect(shown({})).toEqual(['3']);
    expect(shown({ group: 'Recht' })).toEqual(['1', '3']);
    expect(shown({ group: '--NOVALUE--' })).toEqual(['1', '2', '3']);
    expect(shown({ group: 'unknown' })).toEqual(['3']);
  });

  it('should find titles and groups, without accents, every word', () => {
    const group = '--NOVALUE--';
    expect(shown({ group, query: 'VERFUGUNG' })).toEqual(['1']);
    expect(shown({ group, query: 'chanc proces' })).toEqual(['2']);
    expect(shown({ group, query: 'recht proces' })).toEqual([]);
    expect(shown({ group: 'Recht', query: 'proces' })).toEqual([]);
  });

  it('should leave out groups with nothing in them, and count the others', () => {
    expect(view({}).groups.map(({ id, count }) => [id, count])).toEqual([
      ['__favorites__', 1],
      ['Recht', 2],
      ['Chancellerie', 1],
      ['--NOVALUE--', 3],
    ]);
  });
});
