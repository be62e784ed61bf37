import type { EditorConfig } from './document-server-api.js';

/**
 * What our page and the editor's frame say to each other: docs/formats/editor-frame.md. The frame shares its
 * origin with the Document Server's script, so whatever comes from it is anybody's word.
 */
export const PROTOCOL = 'kontor-editor-frame/1';

/** Longer ones are cut: they are shown to a person. */
const MAX_TEXT = 2000;

export type ToFrame =
  | {
      readonly type: 'open';
      readonly api_js_url: string;
      readonly config: EditorConfig;
      /** Which events are listened to: the editor shows the buttons of those alone. */
      readonly events: readonly EventName[];
    }
  | { readonly type: 'refresh'; readonly config: EditorConfig }
  | { readonly type: 'close' };

export type FromFrame =
  /** The frame's own script runs; nothing is opened yet. Comes again when the frame was loaded anew. */
  | { readonly type: 'ready' }
  /** The editor's page has come and draws itself. */
  | { readonly type: 'drawn' }
  /** The Document Server did not deliver its script. */
  | { readonly type: 'failed' }
  | { readonly type: 'event'; readonly event: EditorEvent };

/** The part of the editor's events that we use, with what we use of their data. */
export type EditorEvent =
  | { readonly name: PlainEventName }
  | { readonly name: 'onError' | 'onWarning'; readonly code: number | null; readonly text: string }
  | { readonly name: 'onRequestRename'; readonly title: string }
  | { readonly name: 'onInfo'; readonly mode: 'edit' | 'view' };

export type EventName = EditorEvent['name'];

const PLAIN_EVENTS = [
  'onAppReady',
  'onDocumentReady',
  'onMetaChange',
  'onOutdatedVersion',
  'onRequestClose',
  'onRequestRefreshFile',
  'onUserActionRequired',
] as const;
type PlainEventName = (typeof PLAIN_EVENTS)[number];

const EVENT_NAMES: ReadonlySet<string> = new Set<EventName>([
  ...PLAIN_EVENTS,
  'onError',
  'onWarning',
  'onRequestRename',
  'onInfo',
]);

/** In the frame: what our page sent, if it speaks this protocol. */
export function messageToFrame(data: unknown): ToFrame | undefined {
  const message = envelope(data);
  if (message === undefined) return undefined;
  const { type, config, api_js_url: url, events } = message;
  if (type === 'close') return { type };
  if (!isRecord(config)) return undefined;
  if (type === 'refresh') return { type, config };
  if (type !== 'open' || typeof url !== 'string' || !Array.isArray(events)) return undefined;
  return { type, api_js_url: url, config, events: events.filter(isEventName) };
}

/** In our page: what the frame sent, if it is anything we know. */
export function messageFromFrame(data: unknown): FromFrame | undefined {
  const message = envelope(data);
  const type = message?.type;
  if (type === 'ready' || type === 'drawn' || type === 'failed') return { type };
  if (type !== 'event' || !isRecord(message?.event)) return undefined;
  const event = eventOf(message.event.name, message.event);
  return event && { type, event };
}

/** One of the Document Server's events, reduced to what we use of it; undefined when it makes no sense. */
export function eventOf(name: unknown, said: Record<string, unknown>): EditorEvent | undefined {
  if (!isEventName(name)) return undefined;
  if (name === 'onRequestRename') {
    return typeof said.title === 'string' ? { name, title: cut(said.title) } : undefined;
  }
  if (name === 'onInfo') {
    return said.mode === 'edit' || said.mode === 'view' ? { name, mode: said.mode } : undefined;
  }
  if (name === 'onError' || name === 'onWarning') {
    const code =
      typeof said.code === 'number' && Number.isSafeInteger(said.code) ? said.code : null;
    return { name, code, text: typeof said.text === 'string' ? cut(said.text) : '' };
  }
  return { name };
}

const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && EVENT_NAMES.has(name);

const cut = (text: string): string => text.slice(0, MAX_TEXT);

function envelope(data: unknown): Record<string, unknown> | undefined {
  return isRecord(data) && data.protocol === PROTOCOL ? data : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
