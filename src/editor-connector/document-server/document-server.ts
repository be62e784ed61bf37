import type { DocumentServerFault } from './document-server-causes.js';

/** Of the command service, by preference: the first one exists since 8.2, the second one in older servers as well. */
export const COMMAND_PATHS = ['/command', '/coauthoring/CommandService.ashx'] as const;

/** The answer to a command. `unknown-key`: nobody has that key open. */
export type CommandOutcome = 'done' | 'unknown-key' | 'nothing-to-do';

/** `userdata` of the force-saves that autosave asks for; those of a person's button have none. */
export const AUTOSAVE_USERDATA = 'kontor-autosave';

/** Whether the Document Server works. */
export interface DocumentServerState {
  /** Such as `9.3.1.42`; null when it sends none. */
  readonly version: string | null;
  /** Why it does not, null when it does; `src/connections` has the texts. */
  readonly fault: DocumentServerFault | null;
}

/** One row of the server's format table. */
export interface ServedFormat {
  readonly name: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly convert: readonly string[];
  readonly mime: readonly string[];
}

/**
 * The Document Server as this server talks to it. A failed call is `editor-connector/server-unreachable`; its data has
 * `commandError`, the number of the command service, where there was a proper answer.
 */
export abstract class DocumentServer {
  /** Asks for a report on a key, which comes as a callback. */
  abstract info(documentKey: string): Promise<CommandOutcome>;
  /**
   * Ends the co-editing of these people, or without names of everybody: they change nothing more, and hear of no more
   * changes. Also of those who only look on.
   */
  abstract drop(documentKey: string, accountIds?: readonly string[]): Promise<CommandOutcome>;
  /** Starts a force-save, which is delivered by a callback with the same `userdata`. */
  abstract forceSave(documentKey: string, userdata?: string): Promise<CommandOutcome>;
  /** Shows a new title to everyone who has the document open. */
  abstract rename(documentKey: string, title: string): Promise<CommandOutcome>;
  /** Keys of the saves that it could not deliver and keeps. */
  abstract forgottenKeys(): Promise<readonly string[]>;
  /** Link to such a save, valid for 15 minutes. Undefined when there is none of that key. */
  abstract forgottenUrl(documentKey: string): Promise<string | undefined>;
  abstract deleteForgotten(documentKey: string): Promise<CommandOutcome>;
  /** Its format table; undefined when it does not publish one (before 9.3, and some images since). */
  abstract formats(): Promise<readonly ServedFormat[] | undefined>;
  /** Never rejects: what is wrong is part of the result. */
  abstract state(): Promise<DocumentServerState>;
}
