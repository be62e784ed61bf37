import { Injectable } from '@nestjs/common';
import { DesktopDocuments } from '../office-connector/index.js';
import type { Actor } from '../platform/identity/actor.js';

/** The URL that makes a desktop program check a document out; refused while somebody has it. */
@Injectable()
export class OpenInOffice {
  constructor(private readonly desktop: DesktopDocuments) {}

  execute(actor: Actor, documentId: string): Promise<string> {
    return this.desktop.urlFor(actor, documentId, 'checkout');
  }
}
