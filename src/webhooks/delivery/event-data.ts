import {
  documentToWire,
  rightsOf,
  versionToWire,
  type Document,
  type DocumentAccess,
  type DocumentViews,
  type ListVersions,
} from '../../documents/index.js';
import { personIn, type People, type Person } from '../../platform/identity/people.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { VersionArchive } from '../../version-archive/index.js';
import type { StoredEvent } from './event-spread.repository.js';

export interface EventDataParts {
  readonly access: DocumentAccess;
  readonly views: DocumentViews;
  readonly archive: VersionArchive;
  readonly versions: ListVersions;
  readonly people: People;
}

/**
 * The `data` of events: documents and versions as the API shows them to the document's owner, as they are when the
 * event is turned into deliveries, within a second of it. A new title is the one that the event is about.
 */
export class EventData {
  constructor(private readonly parts: EventDataParts) {}

  /** What is sent, by the id of the event; those of documents that no longer exist are left out. */
  async payloadsOf(events: readonly StoredEvent[]): Promise<ReadonlyMap<string, string>> {
    const documents = await this.#documentsOf(events);
    const people = await this.parts.people.named(
      events.flatMap(({ actor }) => (actor === null ? [] : [actor])),
    );
    const payloads = new Map<string, string>();
    for (const event of events) {
      const described = documents.get(event.documentId);
      if (described === undefined) continue;
      const { document, wire } = described;
      const data = event.type.startsWith('version.')
        ? { document: wire, version: await this.#versionOf(document, event) }
        : {
            document: { ...wire, ...newTitleOf(event) },
            actor: nameOf(event.actor, people),
            ...aboutShare(event),
          };
      const timestamp = new Date(event.atMs).toISOString();
      payloads.set(event.id, JSON.stringify({ type: event.type, timestamp, data }));
    }
    return payloads;
  }

  async #documentsOf(events: readonly StoredEvent[]) {
    const ids = [...new Set(events.map(({ documentId }) => documentId))];
    const found = await Promise.all(ids.map((id) => this.parts.access.findById(id)));
    const documents = found.filter((document) => document !== undefined);
    const views = await this.parts.views.ofAll(
      documents.map((document) => ({ document, ...rightsOf('owner') })),
    );
    return new Map(
      views.map((view) => [
        view.document.id,
        { document: view.document, wire: documentToWire(view) },
      ]),
    );
  }

  /** Null when it was removed meanwhile: steps between versions are thinned out. */
  async #versionOf(document: Document, { detail }: StoredEvent) {
    const { archive, versions } = this.parts;
    try {
      const version = await archive.getVersion(document.versionGroupId, Number(detail?.version));
      const shown = await versions.described(document, [await archive.withShards(version)]);
      const [described] = shown.versions;
      return described === undefined ? null : versionToWire(described, shown.people);
    } catch (error) {
      if (isAppError(error) && error.kind === 'not-found') return null;
      throw error;
    }
  }
}

const nameOf = (id: string | null, people: ReadonlyMap<string, Person>): string | null =>
  id === null ? null : personIn(people, id).username;

const newTitleOf = ({ type, detail }: StoredEvent) =>
  type === 'document.renamed' && typeof detail?.title === 'string' ? { title: detail.title } : {};

/** With whom, and as what; of a share that ended, with whom. */
function aboutShare({ type, detail }: StoredEvent): object {
  if (type !== 'document.shared' && type !== 'document.unshared') return {};
  const { person: username, ...share } = detail ?? {};
  return { share: { username, ...share } };
}
