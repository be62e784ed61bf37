import { Injectable } from '@nestjs/common';
import {
  DocumentHolders,
  DocumentViews,
  type Checkout,
  type DocumentLock,
  type DocumentView,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';

export interface DesktopStatus {
  readonly view: DocumentView;
  readonly checkout: Checkout | undefined;
  readonly lock: DocumentLock | undefined;
}

@Injectable()
export class ShowDesktopStatus {
  constructor(
    private readonly documents: DocumentViews,
    private readonly holders: DocumentHolders,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<DesktopStatus> {
    const view = await this.documents.find(actor, documentId);
    return {
      view,
      checkout: await this.holders.checkoutOf(documentId),
      lock: await this.holders.lockOf(documentId),
    };
  }
}
