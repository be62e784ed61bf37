/**
 * The messages of the editor's frame: docs/formats/editor-frame.md in the project. The Document Server's script can send
 * any of them. What does not fit is dropped; what fits is text to show, or something that the person may do with the
 * document that is open.
 */
export const PROTOCOL = 'kontor-editor-frame/1';

const MAX_TEXT = 2000;
const MAX_URL = 8192;

export type FrameEvent =
  | { readonly name: 'onAppReady' | 'onDocumentReady' | 'onUserActionRequired' }
  | { readonly name: 'onOutdatedVersion' | 'onRequestClose' | 'onRequestRefreshFile' }
  | { readonly name: 'onRequestHistory' | 'onRequestHistoryClose' }
  | { readonly name: 'onDocumentStateChange'; readonly changed: boolean }
  | { readonly name: 'onError'; readonly code: number | null; readonly text: string }
  | { readonly name: 'onMetaChange'; readonly title?: string }
  | { readonly name: 'onRequestRename'; readonly title: string }
  | { readonly name: 'onRequestHistoryData'; readonly version: number }
  | ({ readonly name: 'onRequestRestore' } & Restoring);
export type FrameEventName = FrameEvent['name'];

export interface Restoring {
  readonly version: number;
  /** Of a step inside the version. */
  readonly url?: string;
  readonly fileType?: string;
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
    const isStep =
      typeof url === 'string' &&
      url.length <= MAX_URL &&
      /^[a-z0-9]{1,16}$/i.test(String(fileType));
    return isStep ? { version, url, fileType: String(fileType) } : undefined;
  },
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

/** How often in a minute the element follows what asks something of the application. */
const PER_MINUTE: { readonly [Name in FrameEventName | 'ready']?: number } = {
  ready: 20,
  onError: 20,
  onMetaChange: 60,
  onOutdatedVersion: 20,
  onRequestHistory: 60,
  onRequestHistoryClose: 20,
  onRequestHistoryData: 120,
  onRequestRefreshFile: 20,
  onRequestRename: 20,
  onRequestRestore: 20,
};

/** Limits the requests that the frame can cause to what a person could cause. */
export class MinuteLimits {
  readonly #times = new Map<string, number[]>();

  allow(name: FrameEventName | 'ready'): boolean {
    const limit = PER_MINUTE[name];
    if (limit === undefined) return true;
    const now = performance.now();
    const times = (this.#times.get(name) ?? []).filter((time) => time > now - 60_000);
    this.#times.set(name, times);
    if (times.length >= limit) return false;
    times.push(now);
    return true;
  }
}
