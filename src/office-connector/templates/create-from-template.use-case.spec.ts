import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Template, TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DesktopDocuments, NewDesktopDocument } from './desktop-documents.js';
import {
  CreateFromTemplate,
  type CreateFromTemplateInput,
} from './create-from-template.use-case.js';

const alice: Actor = {
  id: 'alice',
  username: 'alice',
  displayName: 'Alice',
  isAdmin: false,
  locale: null,
};

const letter: Template = {
  id: 'letter',
  title: 'Brief',
  groupId: 'g',
  groupTitle: 'Korrespondenz',
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  extension: 'docx',
  filename: 'Brief.docx',
  languages: [2055, 4108],
};

describe('CreateFromTemplate', () => {
  let created: NewDesktopDocument[];
  let template: Template | undefined;

  beforeEach(() => {
    created = [];
    template = letter;
  });

  const create = (input: Partial<CreateFromTemplateInput>) => {
    const catalogue = {
      findTemplate: async () => template,
    } as Partial<TemplateCatalogue> as TemplateCatalogue;
    const desktop = {
      create: async (_actor: Actor, document: NewDesktopDocument) => {
        created.push(document);
        return { url: 'oc:token' };
      },
    } as unknown as DesktopDocuments;
    const useCase = new CreateFromTemplate(catalogue, desktop);
    return useCase.execute(alice, { title: 'Antwort', templateId: 'letter', ...input });
  };

  it('should hand the desktop all it needs to know of the template', async () => {
    await create({ language: 4108, fields: { betreff: 'Gesuch' } });
    const { id: templateId, extension: fileType, title, contentType, filename } = letter;
    expect(created).toEqual([
      {
        title: 'Antwort',
        template: { templateId, title, fileType, contentType, filename, languages: [2055, 4108] },
        language: 4108,
        fields: { betreff: 'Gesuch' },
        contentControls: undefined,
      },
    ]);
  });

  it.each([
    ['Antwort.docx', 'Antwort'],
    ['Antwort.DOCX', 'Antwort'],
    ['Stand 1.2', 'Stand 1.2'],
    ['Tabelle.xlsx', 'Tabelle.xlsx'],
    ['  Antwort ', 'Antwort'],
  ])('should read the name %j as %j', async (title, expected) => {
    await create({ title });
    expect(created[0]?.title).toBe(expected);
  });

  it.each(['', '   ', 'a/b', 'x'.repeat(256)])('should refuse the name %j', async (title) => {
    await expect(create({ title })).rejects.toMatchObject({ code: 'documents/bad-title' });
    expect(created).toEqual([]);
  });

  it('should refuse a language the template does not come in', async () => {
    await expect(create({ language: 1033 })).rejects.toMatchObject({
      code: 'template-wizard/language-not-offered',
      kind: 'invalid',
    });
    template = { ...letter, languages: [] };
    await create({ language: 1033 });
    expect(created).toHaveLength(1);
  });

  it('should refuse a template the person does not have', async () => {
    template = undefined;
    await expect(create({})).rejects.toMatchObject({ code: 'oneoffixx/unknown-template' });
  });
});
