import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { BlankFiles, type BlankKind } from '../formats/blank-files.js';
import { CreateDocument } from './create-document.use-case.js';
import { checkedTitle, extensionOf } from '../registry/document-title.js';
import type { DocumentView } from '../registry/document-view.js';

export interface CreateBlankDocumentInput {
  readonly kind: BlankKind;
  /** The extension of the kind is added when it is missing. */
  readonly title: string;
}

@Injectable()
export class CreateBlankDocument {
  constructor(
    private readonly blanks: BlankFiles,
    private readonly create: CreateDocument,
  ) {}

  async execute(actor: Actor, input: CreateBlankDocumentInput): Promise<DocumentView> {
    const title = checkedTitle(input.title);
    const bytes = this.blanks.of(input.kind);
    return this.create.execute(actor, {
      title: extensionOf(title) === input.kind ? title : `${title}.${input.kind}`,
      content: once(bytes),
      declaredBytes: bytes.length,
    });
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
