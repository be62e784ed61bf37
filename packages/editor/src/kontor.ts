import type { LendingWish, ReferenceEvent, Restoring, SaveAsEvent } from './frame-events.js';
import { askJson, Failure } from './session.js';
import type { PickKind, Role } from './texts.js';

/** What the person may do around the editor, and the application for them. */
export type Offer =
  | ('rename' | 'mention' | 'save-as' | 'insert-image' | 'upload-image')
  | ('insert-document' | 'link-data' | 'share');

/** How the person could open the document now. */
export interface OpeningState {
  readonly title: string;
  readonly mode: 'edit' | 'view';
  readonly is_current: boolean;
  readonly current_version: number | null;
  readonly offers: readonly Offer[];
}

export interface Made {
  readonly id: string;
  readonly title: string;
}

/** What `setReferenceData` takes. */
export interface Source {
  /** Its title. */
  readonly path?: string;
  /** Where Kontor opens it. */
  readonly link?: string;
  readonly error?: string;
}

interface Listed {
  readonly id: string;
  readonly username: string;
  readonly display_name: string;
}

/** What a share keeps back. */
type Switches = Readonly<Record<'download' | 'print' | 'copy', boolean>>;

/** A person or group that the document is shared with. */
export interface Holder {
  /** Below the document's shares. */
  readonly path: string;
  readonly name: string;
  readonly isGroup: boolean;
  readonly role: Role;
  readonly switches: Switches;
}

/** A person or group that it could be shared with. */
export interface Found {
  readonly path: string;
  readonly name: string;
  readonly isGroup: boolean;
  /** What tells them from others of that name. */
  readonly more: string;
}

type Share = Switches & { readonly role: Role };
interface Shares {
  readonly shares: readonly (Share & Omit<Listed, 'id'>)[];
  readonly groups: readonly (Share & { readonly group: Group })[];
  readonly next_cursor: string | null;
}
interface Group {
  readonly id: string;
  readonly name: string;
}
interface FoundPeople {
  readonly people: readonly (Listed & { readonly department: string | null })[];
  readonly groups: readonly Group[];
}
const pathOf = (username: string): string => encodeURIComponent(username);
const pathOfGroup = (id: string): string => `groups/${encodeURIComponent(id)}`;

/** Before what was typed last is stored, the document counts as being edited. */
const SAVING_MS = [500, 1000, 2000, 4000, 8000];

/** Kontor's API as the application passes it on below `api-url`: the routes in the README, and no others. */
export class Kontor {
  readonly #id: string;

  constructor(
    private readonly url: string,
    private readonly documentId: string,
    private readonly lang: string,
    private readonly signal: AbortSignal,
  ) {
    this.#id = encodeURIComponent(documentId);
  }

  async opening(key: string): Promise<OpeningState> {
    const query = new URLSearchParams({ key });
    return (await this.#get(`/api/eurooffice/opening/${this.#id}?${query}`)) as OpeningState;
  }

  /** The title as it is kept. */
  async rename(title: string): Promise<string> {
    const renamed = await this.#send('PATCH', `/api/documents/${this.#id}`, { title });
    return (renamed as { title: string }).title;
  }

  /** Kontor gives the next opening another document key where the old one failed for good. */
  async report(sessionId: string, code: number): Promise<void> {
    await this.#send('POST', `/api/eurooffice/session/${sessionId}/errors`, { code });
  }

  history(timeZone: string): Promise<unknown> {
    const query = new URLSearchParams({ lang: this.lang, time_zone: timeZone });
    return this.#get(`/api/eurooffice/history/${this.#id}?${query}`);
  }

  historyData(version: number, sessionId: string): Promise<unknown> {
    const query = new URLSearchParams({ session_id: sessionId });
    return this.#get(`/api/eurooffice/history/${this.#id}/${version}?${query}`);
  }

  async restore({ version, url, fileType }: Restoring): Promise<void> {
    const path = `/api/eurooffice/history/${this.#id}/restore`;
    const wanted = { version, ...(url !== undefined && { url, file_type: fileType }) };
    for (const wait of SAVING_MS) {
      try {
        await this.#send('POST', path, wanted);
        return;
      } catch (error) {
        if (!isProblem(error, 'documents/being-edited')) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    await this.#send('POST', path, wanted);
  }

  /** Who may see the document; with ids, who these are. */
  async people(ids: readonly string[]): Promise<readonly Listed[]> {
    const query = new URLSearchParams(ids.map((id) => ['id', id]));
    const asked = ids.length > 0 ? `?${query}` : '';
    const { people } = (await this.#get(`/api/eurooffice/people/${this.#id}${asked}`)) as {
      people: Listed[];
    };
    return people;
  }

  /** Usernames of those who were told. */
  async mention(usernames: string[], text: string, place?: object): Promise<readonly string[]> {
    const path = `/api/eurooffice/mentions/${this.#id}`;
    const body = { usernames, text, ...(place && { action_link: place }) };
    return ((await this.#send('POST', path, body)) as { notified: string[] }).notified;
  }

  async saveAs({ title, fileType, url }: SaveAsEvent): Promise<Made> {
    const body = { document_id: this.documentId, title, file_type: fileType, url };
    return (await this.#send('POST', '/api/eurooffice/save-as', body)) as Made;
  }

  /** Of the person's documents, those that can go into this one. */
  async choices(kind: PickKind, q: string): Promise<readonly Made[]> {
    const query = new URLSearchParams({ kind, q });
    const answer = await this.#get(`/api/eurooffice/choices/${this.#id}?${query}`);
    return (answer as { choices: Made[] }).choices;
  }

  /** A file of the person's computer becomes a document of theirs. */
  async upload(file: File): Promise<Made> {
    // The editor knows the usual name alone.
    const query = new URLSearchParams({ title: file.name.replace(/\.jpeg$/i, '.jpg') });
    const body = file.slice(0, file.size, 'application/octet-stream');
    return (await this.#ask(`/api/documents?${query}`, { method: 'POST', body })) as Made;
  }

  /** The argument of the editor's method, signed. */
  lend(pickedId: string, c: LendingWish): Promise<unknown> {
    const body = { document_id: this.documentId, picked_id: pickedId, c };
    return this.#send('POST', '/api/eurooffice/lend', body);
  }

  /** The same for a source of data; with `error` where there is none for this person. */
  async source(reference: NonNullable<ReferenceEvent['referenceData']>): Promise<Source> {
    const body = { document_id: this.documentId, reference_data: reference };
    return (await this.#send('POST', '/api/eurooffice/reference-data', body)) as Source;
  }

  async holders(): Promise<readonly Holder[]> {
    const found: Holder[] = [];
    let query = '';
    for (;;) {
      const page = (await this.#get(this.#shares(query))) as Shares;
      for (const { username, display_name: name, role, ...switches } of page.shares)
        found.push({
          ...{ path: pathOf(username), name, isGroup: false },
          ...{ role, switches: switchesOf(switches) },
        });
      for (const { group, role, ...switches } of page.groups)
        found.push({
          ...{ path: pathOfGroup(group.id), name: group.name, isGroup: true },
          ...{ role, switches: switchesOf(switches) },
        });
      if (page.next_cursor === null) return found;
      query = `?${new URLSearchParams({ cursor: page.next_cursor })}`;
    }
  }

  async findPeople(query: string): Promise<readonly Found[]> {
    const found = (await this.#get(
      `/api/people?${new URLSearchParams({ q: query })}`,
    )) as FoundPeople;
    return [
      ...found.people.map(({ username, display_name: name, department }) => ({
        ...{ path: pathOf(username), name, isGroup: false },
        more: [username, department ?? ''].filter((text) => text !== '').join(', '),
      })),
      ...found.groups.map(({ id, name }) => ({
        ...{ path: pathOfGroup(id), name, isGroup: true, more: '' },
      })),
    ];
  }

  async share(path: string, given: Partial<Switches> & { readonly role: Role }): Promise<void> {
    await this.#send('PUT', this.#shares(`/${path}`), given);
  }

  async unshare(path: string): Promise<void> {
    await this.#ask(this.#shares(`/${path}`), { method: 'DELETE' });
  }

  #shares(rest: string): string {
    return `/api/documents/${this.#id}/shares${rest}`;
  }

  #get(path: string): Promise<unknown> {
    return this.#ask(path, {});
  }

  #send(method: string, path: string, body: object): Promise<unknown> {
    return this.#ask(path, { method, body: JSON.stringify(body) });
  }

  #ask(path: string, init: RequestInit): Promise<unknown> {
    return askJson(this.url + path, this.lang, { ...init, signal: this.signal });
  }
}

export const isProblem = (error: unknown, code: string): boolean =>
  error instanceof Failure && error.details.problem === code;

const switchesOf = ({ download, print, copy }: Switches): Switches => ({ download, print, copy });
