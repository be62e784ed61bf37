import { describe, expect, it } from '@jest/globals';
import { rightsOf, type Document } from '../../documents/index.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import { offersFor } from './editor-offers.js';

const managed = { custody: 'managed' } as Document;
const owner = { document: managed, ...rightsOf('owner') };

const TAKING = ['insert-image', 'insert-document', 'link-data'];
const ALL_TAKING = ['insert-image', 'upload-image', 'insert-document', 'link-data'];

describe('what a page offers around the editor', () => {
  it('should be all to an owner, and less to others', () => {
    const all = ['rename', 'mention', 'save-as', ...ALL_TAKING, 'share'];
    expect(offersFor(owner, undefined)).toEqual(all);
    const of = (...given: Parameters<typeof rightsOf>) =>
      offersFor({ document: managed, ...rightsOf(...given) }, undefined);
    expect(of('editor')).toEqual(['rename', 'mention', 'save-as', ...ALL_TAKING]);
    expect(of('commenter')).toEqual(['mention', 'save-as']);
    expect(of('viewer', { download: false, print: true, copy: true })).toEqual([]);
  });

  it('should be no copy of a private document', () => {
    const document = { custody: 'zero-knowledge' } as Document;
    expect(offersFor({ ...owner, document }, undefined)).not.toContain('save-as');
  });

  it.each<[Scope[], string[]]>([
    [[], ['mention', 'save-as']],
    [['documents:read'], ['mention', 'save-as', ...TAKING]],
    [['documents:write'], ['rename', 'mention', 'save-as']],
    [
      ['documents:read', 'documents:write'],
      ['rename', 'mention', 'save-as', ...ALL_TAKING],
    ],
    [
      ['documents:read', 'documents:write', 'people:read'],
      ['rename', 'mention', 'save-as', ...ALL_TAKING, 'share'],
    ],
  ])('should be, through an application with %j, %j', (scopes, offers) => {
    expect(offersFor(owner, new Set<Scope>(['sessions', ...scopes]))).toEqual(offers);
  });
});
