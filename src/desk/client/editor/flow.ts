import type { BannerOptions } from '../parts/banner.js';
import type { EditorTask } from '../../edit/editor-task.js';
import type { EditorSession } from './editor-session.js';
import type { EditorEventOf, EventName } from './frame-events.js';
import type { MethodName } from './frame-messages.js';

/** The handlers of one flow: an event without a handler in any flow is not offered, and its button not shown. */
export type Handlers = {
  readonly [Name in EventName]?: (event: EditorEventOf<Name>) => void | Promise<void>;
};

/** One function of the editor's page, made once for a page: a file beside this one and a row in flows.ts. */
export type Flow = (page: EditorPageControls) => Handlers;

/** What a flow may ask of the page. */
export interface EditorPageControls {
  readonly task: EditorTask;
  /** What is open; undefined before the first opening. It changes while the page is open. */
  readonly session: EditorSession | undefined;
  /** As it is shown. */
  title: string;
  /** Calls a method of the editor; nothing happens where this Document Server's script has no such method. */
  call(method: MethodName, argument?: unknown): void;
  /** The thin bar above the editor. */
  showBanner(sentence: string, options?: BannerOptions): void;
  /** The same, once for a reason until something else is shown. */
  showOnce(reason: string, sentence: string, options?: BannerOptions): void;
  hideBanner(): void;
  /** The editor has loaded, or shows its own error: the placeholder goes. */
  started(): void;
  /** Looks up title, rights and newest version now instead of at the next interval. */
  checkState(): void;
  /** A new session for the newest version, in place if the editor can. */
  continueWithNewest(): Promise<void>;
  /** The person fills in a copy of a form that is theirs alone. */
  readonly isFilling: boolean;
  /** They filled in something that was not submitted: leaving loses it. */
  readonly hasEntries: boolean;
  /** Something was typed. */
  typed(): void;
  /** The editor was taken down. */
  readonly isClosed: boolean;
  /** Takes the editor down: what was typed is saved. */
  close(): void;
  /**
   * The editor shows versions, until the page is loaded again: nothing that happens to the document interrupts that.
   * `onNewest` is called with the number of the newest version now and then.
   */
  enterHistory(onNewest: (version: number) => void): void;
  readonly isInHistory: boolean;
  /** Takes the editor down and shows this section of the page instead. */
  showInstead(id: string): void;
  /** Takes the editor down and leads back to where the person came from. */
  leave(): void;
}
