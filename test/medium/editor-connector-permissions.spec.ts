import { describe, expect, it } from '@jest/globals';
import { SavingFixture } from './editor-connector-fixture.js';
import type { Wire } from './editor-connector-server.js';

/** What each role gets in each kind of document: the mode, and the permissions that are true beside the switches. */
const TABLE = `
  docx viewer       view
  docx commenter    edit comment chat
  docx form-filler  view
  docx reviewer     edit review comment chat
  docx editor       edit edit review comment fillForms protect chat modifyFilter modifyContentControl
  docx owner        edit edit review comment fillForms protect chat modifyFilter modifyContentControl
  xlsx viewer       view
  xlsx commenter    edit comment chat
  xlsx form-filler  view
  xlsx reviewer     edit comment chat
  xlsx editor       edit edit review comment fillForms protect chat modifyFilter modifyContentControl
  pdf  viewer       view
  pdf  commenter    edit comment chat
  pdf  form-filler  edit fillForms chat
  pdf  reviewer     edit comment chat
  pdf  editor       edit edit review comment fillForms protect chat modifyFilter modifyContentControl
  txt  viewer       view
  txt  commenter    view
  txt  form-filler  view
  txt  reviewer     view
  txt  editor       edit edit review comment fillForms protect chat modifyFilter modifyContentControl
`;
const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
  .map(([type = '', role = '', mode = '', ...allowed]) => ({ type, role, mode, allowed }));

/** By themselves; the switches decide about the last three. */
const PERMISSIONS = 'edit review comment fillForms protect chat modifyFilter modifyContentControl';
const BOTH = [true, false];
const SWITCHES = BOTH.flatMap((download) =>
  BOTH.flatMap((print) => BOTH.map((copy) => ({ download, print, copy }))),
);

describe('permissions in the signed configuration', () => {
  const fixture = SavingFixture.install();

  const json = (method: string, body: object) => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const claimsIn = (token: string): Wire =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  it.each(rows)('in a .$type should be $mode $allowed for a $role', async (row) => {
    const { type, role, mode, allowed } = row;
    const blank = json('POST', { title: 'Blank', file_type: type });
    const { id } = await fixture.json('alice', '/api/documents/blank', blank);
    fixture.documentId = id;
    const own = Object.fromEntries(
      PERMISSIONS.split(' ').map((name) => [name, allowed.includes(name)]),
    );
    for (const switches of SWITCHES) {
      if (role !== 'owner') {
        const path = `/api/documents/${id}/shares/bob`;
        expect(await fixture.json('alice', path, json('PUT', { role, ...switches }))).toMatchObject(
          { role, ...switches },
        );
      }
      const { config } = await fixture.open(role === 'owner' ? 'alice' : 'bob');
      // Nothing is ever kept back from an owner.
      const kept = role === 'owner' ? { download: true, print: true, copy: true } : switches;
      expect(config.document.permissions).toEqual({ ...own, ...kept });
      expect(config.editorConfig.mode).toBe(mode);
      const claims = claimsIn(config.token);
      expect(claims.document.permissions).toEqual(config.document.permissions);
      expect(claims.editorConfig.mode).toBe(mode);
    }
  });
});
