import type { Actor } from '../../platform/identity/actor.js';

/** Titles of those of the documents that the person may see, by id. */
export type TitleSource = (
  actor: Actor,
  documentIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

/** The storage knows documents by their ids alone; whoever knows their titles says so here. */
export class DocumentTitles {
  #source: TitleSource = async () => new Map();

  register(source: TitleSource): void {
    this.#source = source;
  }

  of(actor: Actor, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#source(actor, documentIds);
  }
}
