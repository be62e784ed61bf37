import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../storage.errors.js';
import { DocumentTitles } from './document-titles.js';
import type { ObjectAtRisk } from './storage-figures.js';
import { StorageOverview, type StorageView } from './storage-overview.js';

export interface ShownStorage extends StorageView {
  readonly atRiskObjects: readonly (ObjectAtRisk & { readonly title: string | undefined })[];
}

@Injectable()
export class ShowStorage {
  constructor(
    private readonly overview: StorageOverview,
    private readonly titles: DocumentTitles,
  ) {}

  /** Administrators learn the titles of documents that they see anyway; the others are ids to them. */
  async execute(actor: Actor): Promise<ShownStorage> {
    if (!actor.isAdmin) throw adminsOnly();
    const view = await this.overview.look();
    const ids = view.atRiskObjects.map(({ documentId }) => documentId);
    const titles = await this.titles.of(actor, ids);
    const atRiskObjects = view.atRiskObjects.map((object) => ({
      ...object,
      title: titles.get(object.documentId),
    }));
    return { ...view, atRiskObjects };
  }
}
