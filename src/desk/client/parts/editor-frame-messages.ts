import type { EditorConfig } from './document-server-api.js';

/**
 * The messages between our page and the editor's frame: docs/formats/editor-frame.md. The frame shares its origin with
 * the Document Server's script, so nothing that comes from it is trusted.
 */
export const PROTOCOL = 'kontor-editor-frame/1';

/** Longer texts are cut, because they are shown to a person. */
const MAX_TEXT = 2000;

export type ToFrame =
  | {
      readonly type: 'open';
      readonly api_js_url: string;
      readonly config: EditorConfig;
      /** The events to listen to: the editor shows only the buttons whose event has a handler. */
      readonly events: readonly EventName[];
    }
  | { readonly type: 'refresh'; readonly config: EditorConfig }
  | { readonly type: 'close' };

export type FromFrame =
  /** The frame's own script runs; nothing is opened yet. Sent again after the frame has reloaded. */
  | { readonly type: 'ready' }
  /** The editor's page has loaded and renders itself. */
  | { readonly type: 'drawn' }
  /** The Document Server did not deliver its script. */
  | { readonly type: 'failed' }
  | { readonly type: 'event'; readonly event: EditorEvent };

/** The part of the editor's events that we use, with the part of their data that we use. */
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

/** In the frame: a message of our page; undefined for anything else. */
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

/** In our page: a message of the frame; undefined for anything else. */
export function messageFromFrame(data: unknown): FromFrame | undefined {
  const message = envelope(data);
  const type = message?.type;
  if (type === 'ready' || type === 'drawn' || type === 'failed') return { type };
  if (type !== 'event' || !isRecord(message?.event)) return undefined;
  const event = eventOf(message.event.name, message.event);
  return event && { type, event };
}

/** An event of the Document Server, reduced to the part that we use; undefined if it is malformed. */
export function eventOf(name: unknown, data: Record<string, unknown>): EditorEvent | undefined {
  if (!isEventName(name)) return undefined;
  if (name === 'onRequestRename') {
    return typeof data.title === 'string' ? { name, title: cut(data.title) } : undefined;
  }
  if (name === 'onInfo') {
    return data.mode === 'edit' || data.mode === 'view' ? { name, mode: data.mode } : undefined;
  }
  if (name === 'onError' || name === 'onWarning') {
    const code =
      typeof data.code === 'number' && Number.isSafeInteger(data.code) ? data.code : null;
    return { name, code, text: typeof data.text === 'string' ? cut(data.text) : '' };
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
