import { describe, expect, it } from '@jest/globals';
import { SHARED_ROLES } from '../../documents/rights.js';
import { english } from './english.js';
import { french } from './french.js';
import { german } from './german.js';

interface EditorTexts {
  readonly share: string;
  readonly shareRole: string;
  readonly shareGroup: string;
  readonly roles: Readonly<Record<string, string>>;
}
// A path that is not written out: the package is compiled for browsers, with other types than this.
const texts: string = '../../../packages/editor/src/texts.js';
const { ROLES, textsFor } = (await import(texts)) as {
  readonly ROLES: readonly string[];
  textsFor(language: string): EditorTexts;
};

/** People share in Kontor and in applications that contain its editor: the same words mean the same there. */
describe('the words of the editor for other applications', () => {
  it('should name every role that a share can give, in the same order', () => {
    expect(ROLES).toEqual(SHARED_ROLES);
  });

  it.each([
    ['en', english],
    ['de', german],
    ['fr', french],
  ])('should be those of the desk in "%s"', (language, { share }) => {
    expect(textsFor(language)).toMatchObject({
      ...{ share: share.title, shareRole: share.role, shareGroup: share.group },
      roles: share.roles,
    });
  });
});
