import { Injectable } from '@nestjs/common';
import { DocumentAccess, FormatTable, OpenContent } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { notThatKind, privateStays } from './exchange.errors.js';
import { LentFiles, type Purpose } from './lent-files.js';

/** What the editor wants a file for, in its own words. */
export const WISHES = [
  ...(['add', 'change', 'fill', 'watermark', 'slide'] as const),
  ...(['compare', 'combine', 'insert-text', 'mailmerge'] as const),
] as const;
export type Wish = (typeof WISHES)[number];

export interface LendInput {
  /** What is open in the editor. */
  readonly documentId: string;
  /** What goes into it. */
  readonly pickedId: string;
  readonly wish: Wish;
}

/** Images that the editor inserts. */
export const IMAGE_TYPES: readonly string[] = ['png', 'jpg', 'gif', 'bmp', 'tif', 'tiff'];

const purposeOf = (wish: Wish): Exclude<Purpose, 'reference'> => {
  if (wish === 'mailmerge') return 'spreadsheet';
  return wish === 'compare' || wish === 'combine' || wish === 'insert-text' ? 'document' : 'image';
};

/** Only needed until the editor has asked its server for the file. */
const TOKEN_TTL_SECONDS = 10 * 60;

/** Hands a document to the editor of another one: to be inserted, compared or merged. */
@Injectable()
export class LendFile {
  constructor(
    private readonly access: DocumentAccess,
    private readonly openContent: OpenContent,
    private readonly formats: FormatTable,
    private readonly lent: LentFiles,
    private readonly tokens: DocumentServerTokens,
  ) {}

  /**
   * The argument for the editor's method, signed. Needs `edit` on what is open, `download` on what goes into it.
   * `editor-connector/private-document`, `editor-connector/wrong-kind`.
   */
  async execute(actor: Actor, { documentId, pickedId, wish }: LendInput): Promise<object> {
    await this.access.require(actor, documentId, 'edit');
    const { document, version } = await this.openContent.execute(actor, pickedId);
    if (document.custody === 'zero-knowledge') throw privateStays(pickedId);
    const purpose = purposeOf(wish);
    const { fileType, number: versionNumber } = version;
    if (!isOfKind(this.formats, fileType, purpose)) throw notThatKind(pickedId, fileType, purpose);
    const { id: accountId } = actor;
    const url = this.lent.lend({ documentId: pickedId, versionNumber, accountId, purpose });
    const file = { fileType, url };
    const argument = purpose === 'image' ? { c: wish, images: [file] } : { c: wish, ...file };
    return { ...argument, token: this.tokens.sign(argument, TOKEN_TTL_SECONDS) };
  }
}

const DOCUMENT_TYPES = { document: 'word', spreadsheet: 'cell' } as const;

export function isOfKind(
  formats: FormatTable,
  fileType: string,
  purpose: Exclude<Purpose, 'reference'>,
): boolean {
  if (purpose === 'image') return IMAGE_TYPES.includes(fileType);
  return formats.find(fileType)?.documentType === DOCUMENT_TYPES[purpose];
}
