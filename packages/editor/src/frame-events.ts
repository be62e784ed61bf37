/**
 * The messages of the editor's frame: docs/formats/editor-frame.md in the project. The Document Server's script can send
 * any of them. What does not fit is dropped; what fits is text to show, or something that the person may do with the
 * document that is open.
 */
export const PROTOCOL = 'kontor-editor-frame/1';

const MAX_TEXT = 2000;
const MAX_URL = 8192;
/** People in one mention or one question about people. */
const MAX_PEOPLE = 200;
const MAX_ID = 255;
const MAX_ADDRESS = 320;
const MAX_KEY = 1024;

const IMAGE_WISHES = ['add', 'change', 'fill', 'watermark', 'slide'] as const;
const TEXT_WISHES = ['compare', 'combine', 'insert-text'] as const;
const PEOPLE_WISHES = ['mention', 'protect', 'info'] as const;

export type FrameEvent =
  | { readonly name: 'onAppReady' | 'onDocumentReady' | 'onUserActionRequired' }
  | { readonly name: 'onOutdatedVersion' | 'onRequestClose' | 'onRequestRefreshFile' }
  | { readonly name: 'onRequestHistory' | 'onRequestHistoryClose' }
  | { readonly name: 'onDocumentStateChange'; readonly changed: boolean }
  | { readonly name: 'onError'; readonly code: number | null; readonly text: string }
  | { readonly name: 'onMetaChange'; readonly title?: string }
  | { readonly name: 'onRequestRename'; readonly title: string }
  | { readonly name: 'onRequestHistoryData'; readonly version: number }
  | ({ readonly name: 'onRequestRestore' } & Restoring)
  | ({ readonly name: 'onRequestSaveAs' } & SaveAsEvent)
  | ({ readonly name: 'onRequestInsertImage' } & LendingEvent<(typeof IMAGE_WISHES)[number]>)
  | ({ readonly name: 'onRequestSelectDocument' } & LendingEvent<(typeof TEXT_WISHES)[number]>)
  | ({ readonly name: 'onRequestSelectSpreadsheet' } & LendingEvent<'mailmerge'>)
  | { readonly name: 'onRequestCompareFile' | 'onRequestMailMergeRecipients' }
  | { readonly name: 'onRequestReferenceSource' }
  | ({ readonly name: 'onRequestReferenceData' } & ReferenceEvent)
  | ({ readonly name: 'onRequestOpen' } & ReferenceEvent)
  | ({ readonly name: 'onRequestUsers' } & UsersEvent)
  | ({ readonly name: 'onRequestSendNotify' } & MentionEvent)
  | { readonly name: 'onRequestSharingSettings' };
export type FrameEventName = FrameEvent['name'];

export interface Restoring {
  readonly version: number;
  /** Of a step inside the version. */
  readonly url?: string;
  readonly fileType?: string;
}

export interface SaveAsEvent {
  readonly title: string;
  readonly fileType: string;
  readonly url: string;
}
/** What the editor wants a file for, in its own word. */
export type LendingWish =
  (typeof IMAGE_WISHES)[number] | (typeof TEXT_WISHES)[number] | 'mailmerge';
interface LendingEvent<Wish extends LendingWish> {
  readonly c: Wish;
}
/** The document that a spreadsheet takes data from. Undefined: it names none by its id. */
export interface ReferenceEvent {
  readonly referenceData?: { readonly fileKey: string; readonly instanceId: string };
}
export interface UsersEvent {
  readonly c: (typeof PEOPLE_WISHES)[number];
  readonly id?: readonly string[];
}
export interface MentionEvent {
  readonly message: string;
  readonly emails: readonly string[];
  /** A place in the document; handed back to the editor unchanged. */
  readonly actionLink?: object;
}

export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'drawn' }
  | { readonly type: 'failed' }
  | { readonly type: 'event'; readonly event: FrameEvent };

type Members = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Members => typeof value === 'object' && value !== null;
const isVersion = (value: unknown): value is number => Number.isSafeInteger(value);
const cut = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');

const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_URL;
const isShort = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_KEY;
const isExtension = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9]{1,16}$/i.test(value);
const isOneOf = <Name extends string>(names: readonly Name[], value: unknown): value is Name =>
  names.includes(value as Name);
const isListOf = (value: unknown, longest: number): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= MAX_PEOPLE &&
  value.every((each) => typeof each === 'string' && each.length <= longest);

/** Undefined for what is no place in a document. */
function placeOf(value: unknown): object | undefined {
  const { type, data } = isRecord(value) && isRecord(value.action) ? value.action : {};
  const isPlace =
    typeof type === 'string' &&
    type.length <= 64 &&
    typeof data === 'string' &&
    data.length <= MAX_TEXT;
  return isPlace ? { action: { type, data } } : undefined;
}

/** Not by title or address: titles can be guessed, and a dialog that comes would say that there is such a document. */
function referenceIn({ referenceData }: Members): ReferenceEvent {
  const { fileKey, instanceId } = isRecord(referenceData) ? referenceData : {};
  const isNamed = isShort(fileKey) && isShort(instanceId);
  return isNamed ? { referenceData: { fileKey, instanceId } } : {};
}

/** The members of each event; undefined drops it. */
const READ: {
  readonly [Name in FrameEventName]: (
    members: Members,
  ) => Omit<Extract<FrameEvent, { name: Name }>, 'name'> | undefined;
} = {
  onAppReady: () => ({}),
  onDocumentReady: () => ({}),
  onUserActionRequired: () => ({}),
  onOutdatedVersion: () => ({}),
  onRequestClose: () => ({}),
  onRequestRefreshFile: () => ({}),
  onRequestHistory: () => ({}),
  onRequestHistoryClose: () => ({}),
  onDocumentStateChange: ({ changed }) => (typeof changed === 'boolean' ? { changed } : undefined),
  onError: ({ code, text }) => ({
    code: Number.isSafeInteger(code) ? (code as number) : null,
    // It may be markup; nothing but its text is shown.
    text: cut(text)
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  }),
  onMetaChange: ({ title }) => (typeof title === 'string' ? { title: cut(title) } : {}),
  onRequestRename: ({ title }) => (typeof title === 'string' ? { title: cut(title) } : undefined),
  onRequestHistoryData: ({ version }) => (isVersion(version) ? { version } : undefined),
  onRequestRestore: ({ version, url, fileType }) => {
    if (!isVersion(version)) return undefined;
    if (url === undefined) return { version };
    return isAddress(url) && isExtension(fileType) ? { version, url, fileType } : undefined;
  },
  onRequestSaveAs: ({ title, fileType, url }) =>
    typeof title === 'string' && isExtension(fileType) && isAddress(url)
      ? { title: cut(title), fileType, url }
      : undefined,
  onRequestInsertImage: ({ c }) => (isOneOf(IMAGE_WISHES, c) ? { c } : undefined),
  onRequestSelectDocument: ({ c }) => (isOneOf(TEXT_WISHES, c) ? { c } : undefined),
  onRequestSelectSpreadsheet: ({ c }) => (c === 'mailmerge' ? { c } : undefined),
  onRequestCompareFile: () => ({}),
  onRequestMailMergeRecipients: () => ({}),
  onRequestReferenceSource: () => ({}),
  onRequestReferenceData: referenceIn,
  onRequestOpen: referenceIn,
  onRequestUsers: ({ c, id }) => {
    if (!isOneOf(PEOPLE_WISHES, c)) return undefined;
    if (id === undefined) return { c };
    return isListOf(id, MAX_ID) ? { c, id } : undefined;
  },
  onRequestSendNotify: ({ message, emails, actionLink }) => {
    const place = placeOf(actionLink);
    if (typeof message !== 'string' || !isListOf(emails, MAX_ADDRESS)) return undefined;
    if (actionLink !== undefined && place === undefined) return undefined;
    return { message: cut(message), emails, ...(place && { actionLink: place }) };
  },
  onRequestSharingSettings: () => ({}),
};

const isEventName = (name: unknown): name is FrameEventName =>
  typeof name === 'string' && Object.hasOwn(READ, name);

/** Undefined for anything that is no message of the frame. */
export function messageOf(data: unknown): FrameMessage | undefined {
  if (!isRecord(data) || data.protocol !== PROTOCOL) return undefined;
  const { type, event } = data;
  if (type === 'ready' || type === 'drawn' || type === 'failed') return { type };
  if (type !== 'event' || !isRecord(event) || !isEventName(event.name)) return undefined;
  const members = READ[event.name](event);
  return members && { type, event: { ...members, name: event.name } as FrameEvent };
}

/** How often in a minute the element follows an event that is not named here. */
const USUAL_PER_MINUTE = 20;
const PER_MINUTE: { readonly [Name in FrameEventName | 'ready']?: number } = {
  // What asks nothing of the application.
  onAppReady: Infinity,
  onDocumentReady: Infinity,
  onUserActionRequired: Infinity,
  onDocumentStateChange: Infinity,
  onRequestClose: Infinity,
  onMetaChange: 60,
  onRequestHistory: 60,
  onRequestHistoryData: 120,
  // A sheet may refresh its links to many others at once.
  onRequestReferenceData: 120,
  onRequestUsers: 60,
};

/** Limits the requests that the frame can cause to what a person could cause. */
export class MinuteLimits {
  readonly #times = new Map<string, number[]>();

  allow(name: FrameEventName | 'ready'): boolean {
    const limit = PER_MINUTE[name] ?? USUAL_PER_MINUTE;
    if (limit === Infinity) return true;
    const now = performance.now();
    const times = (this.#times.get(name) ?? []).filter((time) => time > now - 60_000);
    this.#times.set(name, times);
    if (times.length >= limit) return false;
    times.push(now);
    return true;
  }
}
