import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../storage.errors.js';
import type { ObjectAtRisk } from './storage-figures.js';
import { StorageOrders } from './storage-orders.js';
import { StorageOverview, type StorageView } from './storage-overview.js';

/** Titles of those of the documents that the person may see, by document id. */
export type TitleSource = (
  actor: Actor,
  documentIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

/** Storage knows documents by their ids alone; the module that knows titles registers itself here. */
export class DocumentTitles {
  #source: TitleSource = async () => new Map();

  register(source: TitleSource): void {
    this.#source = source;
  }

  of(actor: Actor, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#source(actor, documentIds);
  }
}

/** What the thinning of steps of editing sessions did so far. */
export interface ThinningView {
  readonly isOn: boolean;
  readonly removed: number;
  readonly freedBytes: number;
  /** When the last pass ended; 0 for never. */
  readonly passedAtMs: number;
}

/** Storage knows no versions; the module that thins them registers itself here. */
export class ThinningStatus {
  #source: () => Promise<ThinningView | undefined> = async () => undefined;

  register(source: () => Promise<ThinningView>): void {
    this.#source = source;
  }

  look(): Promise<ThinningView | undefined> {
    return this.#source();
  }
}

export interface ShownStorage extends StorageView {
  readonly thinning: ThinningView | undefined;
  readonly atRiskObjects: readonly (ObjectAtRisk & { readonly title: string | undefined })[];
}

/** What administrators see of the storage and may ask of it. Rejects everybody else with `storage/admins-only`. */
@Injectable()
export class StorageAdministration {
  constructor(
    private readonly overview: StorageOverview,
    private readonly titles: DocumentTitles,
    private readonly orders: StorageOrders,
    private readonly thinning: ThinningStatus,
  ) {}

  /** Titles only of documents that the administrator may see anyway. */
  async show(actor: Actor): Promise<ShownStorage> {
    requireAdmin(actor);
    const view = await this.overview.look();
    const ids = view.atRiskObjects.map(({ documentId }) => documentId);
    const titles = await this.titles.of(actor, ids);
    const atRiskObjects = view.atRiskObjects.map((object) => ({
      ...object,
      title: titles.get(object.documentId),
    }));
    return { ...view, atRiskObjects, thinning: await this.thinning.look() };
  }

  async drain(actor: Actor, provider: string): Promise<void> {
    requireAdmin(actor);
    await this.orders.drain(actor.id, provider);
  }

  async undrain(actor: Actor, provider: string): Promise<void> {
    requireAdmin(actor);
    await this.orders.undrain(actor.id, provider);
  }

  /** Requests that every shard is verified now, at the configured rate. */
  async scrub(actor: Actor): Promise<void> {
    requireAdmin(actor);
    await this.orders.scrub(actor.id);
  }
}

function requireAdmin(actor: Actor): void {
  if (!actor.isAdmin) throw adminsOnly();
}
