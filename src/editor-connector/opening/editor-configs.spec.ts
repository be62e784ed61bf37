import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ALL_ALLOWED, FormatTable, rightsOf, type FormatEntry } from '../../documents/index.js';
import { editorOpening, shownText, shownTitle } from './editor-configs.js';

const { formats } = JSON.parse(
  readFileSync(new URL('../../../config/formats.json', import.meta.url), 'utf8'),
) as { formats: FormatEntry[] };
const table = new FormatTable(formats);
const VIEWER = rightsOf('viewer');
const openable = table.all().filter((format) => format.opensInEditor);

const open = (name: string, wanted: Partial<Parameters<typeof editorOpening>[1]> = {}) => {
  const format = table.find(name);
  if (format?.documentType === undefined) throw new Error(`${name} does not open`);
  return editorOpening(
    { ...format, documentType: format.documentType },
    { ...rightsOf('editor'), wanted: 'edit', isCurrent: true, convert: false, ...wanted },
  );
};

const EDITABLE =
  'docx docm dotx dotm xlsx xlsm xlsb xltx xltm pptx pptm ppsx ppsm potx potm pdf ' +
  'odt ott rtf txt html epub fb2 ods ots csv tsv odp otp';

describe('editorOpening', () => {
  it('should open all 72 formats in the editor that the table names', () => {
    expect(openable).toHaveLength(72);
    for (const { name } of openable) {
      const row = formats.find((format) => format.name === name);
      expect([name, open(name).documentType]).toEqual([name, row?.type]);
    }
  });

  it('should open for editing exactly what can be saved back', () => {
    const edited = openable.map(({ name }) => name).filter((name) => open(name).mode === 'edit');
    expect(edited.toSorted()).toEqual(EDITABLE.split(' ').toSorted());
  });

  it('should open old formats for editing once the person agrees to the one that follows', () => {
    const old = table.all().filter(({ savedAs }) => savedAs !== undefined);
    const [doc, xls, ppt, pages] = ['doc', 'xls', 'ppt', 'pages'].map((name) => table.find(name));
    expect([doc, xls, ppt, pages].map((format) => format?.savedAs)).toEqual([
      ...['docx', 'xlsx', 'pptx', 'docx'],
    ]);
    for (const { name, savedAs } of old) {
      expect(open(name)).toMatchObject({ mode: 'view', convertsTo: savedAs });
      expect(open(name, { convert: true })).toMatchObject({ mode: 'edit', convertsTo: undefined });
      for (const refused of [VIEWER, { isCurrent: false }])
        expect(open(name, { convert: true, ...refused })).toMatchObject({
          ...{ mode: 'view', convertsTo: undefined },
        });
    }
    expect(open('docx', { convert: true }).convertsTo).toBeUndefined();
  });

  it.each([
    ['a viewer', VIEWER],
    ['someone who only wants to look', { wanted: 'view' as const }],
    ['an earlier version', { isCurrent: false }],
  ])('should give no right to change anything to %s', (_, wanted) => {
    const { mode, permissions } = open('docx', wanted);
    expect(mode).toBe('view');
    const { edit, review, comment, fillForms } = permissions;
    expect({ edit, review, comment, fillForms }).toEqual({
      edit: false,
      review: false,
      comment: false,
      fillForms: false,
    });
  });

  it('should name every permission, for viewers as for editors', () => {
    const forViewer = open('docx', VIEWER).permissions;
    expect(Object.keys(forViewer)).toEqual(Object.keys(open('docx').permissions));
    expect(Object.values(forViewer)).not.toContain(undefined);
  });
});

/** The permissions that are true, without those of the switches. */
const allowedIn = (name: string, wanted: Parameters<typeof open>[1]) =>
  Object.entries(open(name, wanted).permissions)
    .filter(([permission, isAllowed]) => isAllowed && !(permission in ALL_ALLOWED))
    .map(([permission]) => permission);

describe('editorOpening for roles below editing', () => {
  it.each([
    ['commenter', 'docx', 'edit', ['comment', 'chat']],
    ['commenter', 'xlsx', 'edit', ['comment', 'chat']],
    ['commenter', 'pdf', 'edit', ['comment', 'chat']],
    ['reviewer', 'odt', 'edit', ['review', 'comment', 'chat']],
    ['form-filler', 'pdf', 'edit', ['fillForms', 'chat']],
  ] as const)('should let a %s change a .%s only so', (role, name, mode, allowed) => {
    const rights = rightsOf(role);
    expect(allowedIn(name, rights)).toEqual(allowed);
    expect(open(name, rights)).toMatchObject({ mode, missing: undefined });
  });

  it.each([
    ['commenter', 'txt', 'view', 'comment'],
    ['commenter', 'doc', 'view', 'comment'],
    ['form-filler', 'docx', 'view', 'fill'],
    ['reviewer', 'csv', 'view', 'review'],
    ['reviewer', 'xlsx', 'edit', 'review'],
  ] as const)('should say what a %s cannot do in a .%s', (role, name, mode, missing) => {
    expect(open(name, rightsOf(role))).toMatchObject({ mode, missing });
  });

  it('should convert no old format for somebody who only comments', () => {
    expect(open('doc', { ...rightsOf('reviewer'), convert: true })).toMatchObject({
      ...{ mode: 'view', convertsTo: undefined },
    });
  });

  it.each(['download', 'print', 'copy'] as const)('should keep back what %s is off for', (name) => {
    const switches = { ...ALL_ALLOWED, [name]: false };
    for (const role of ['viewer', 'reviewer', 'editor'] as const)
      expect(open('docx', rightsOf(role, switches)).permissions).toMatchObject(switches);
    expect(open('docx', rightsOf('owner', switches)).permissions).toMatchObject(ALL_ALLOWED);
  });
});

describe('shownText', () => {
  it('should leave no markup, control characters or reversed letters', () => {
    expect(shownText('<img src=x onerror=alert(1)>\u0000\u202exslx\n')).toBe(
      '‹img src=x onerror=alert(1)›xslx',
    );
    expect(shownText('R&D: "Zürich" – 北京')).toBe('R&D: "Zürich" – 北京');
  });
});

describe('shownTitle', () => {
  it('should end with the type of the content within 128 characters', () => {
    expect(shownTitle('Report.docx', 'docx')).toBe('Report.docx');
    expect(shownTitle('Report.DOCX', 'docx')).toBe('Report.docx');
    expect(shownTitle('Report', 'docx')).toBe('Report.docx');
    const long = shownTitle(`${'x'.repeat(300)}.docx`, 'docx');
    expect(long).toHaveLength(128);
    expect(long).toMatch(/x\.docx$/);
  });
});
