import type { EditorConfig } from './editor-session.js';
import { eventOf, isEventName, type EditorEvent, type EventName } from './frame-events.js';

/**
 * The messages between our page and the editor's frame: docs/formats/editor-frame.md. The frame shares its origin with
 * the Document Server's script, so nothing that comes from it is trusted.
 */
export const PROTOCOL = 'kontor-editor-frame/1';

/** The methods of an open editor that a page may call. Each takes one argument. */
const METHODS = [
  'denyEditingRights',
  'downloadAs',
  'insertImage',
  'refreshHistory',
  'requestClose',
  'setActionLink',
  'setFavorite',
  'setHistoryData',
  'setMailMergeRecipients',
  'setReferenceData',
  'setReferenceSource',
  'setRequestedDocument',
  'setRequestedSpreadsheet',
  'setRevisedFile',
  'setSharingSettings',
  'setUsers',
  'showMessage',
  'showSharingSettings',
  'startFilling',
] as const;
export type MethodName = (typeof METHODS)[number];

export type ToFrame =
  | {
      readonly type: 'open';
      readonly api_js_url: string;
      readonly config: EditorConfig;
      /** The events to listen to: the editor shows only the buttons whose event has a handler. */
      readonly events: readonly EventName[];
    }
  | { readonly type: 'refresh'; readonly config: EditorConfig }
  | { readonly type: 'call'; readonly method: MethodName; readonly argument?: unknown }
  | { readonly type: 'close' };

export type FromFrame =
  /** The frame's own script runs; nothing is opened yet. Sent again after the frame has reloaded. */
  | { readonly type: 'ready' }
  /** The editor's page has loaded and renders itself. */
  | { readonly type: 'drawn' }
  /** The Document Server did not deliver its script. */
  | { readonly type: 'failed' }
  | { readonly type: 'event'; readonly event: EditorEvent };

/** In the frame: a message of our page; undefined for anything else. */
export function messageToFrame(data: unknown): ToFrame | undefined {
  const message = envelope(data);
  if (message === undefined) return undefined;
  const { type, config, api_js_url: url, events, method, argument } = message;
  if (type === 'close') return { type };
  if (type === 'call') return isMethodName(method) ? { type, method, argument } : undefined;
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

const isMethodName = (name: unknown): name is MethodName =>
  METHODS.some((method) => method === name);

function envelope(data: unknown): Record<string, unknown> | undefined {
  return isRecord(data) && data.protocol === PROTOCOL ? data : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
