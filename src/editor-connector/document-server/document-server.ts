/** What a command was answered with. `unknown-key`: nobody has that key open. */
export type CommandOutcome = 'done' | 'unknown-key' | 'nothing-to-do';

/** How the Document Server is, and in words why not and what to do. */
export interface DocumentServerState {
  readonly reachable: boolean;
  /** Such as `9.3.1.42`; null when it did not say. */
  readonly version: string | null;
  readonly cause: string | null;
  readonly fix: string | null;
}

/** One row of the server's own format table. */
export interface ServedFormat {
  readonly name: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly convert: readonly string[];
  readonly mime: readonly string[];
}

/** The Document Server as this server talks to it. A failed call is `editor-connector/server-unreachable`. */
export abstract class DocumentServer {
  /** Asks it to report on a key; the report comes as a callback. */
  abstract info(documentKey: string): Promise<CommandOutcome>;
  /** These people stop editing and look on; without names, everybody does. */
  abstract drop(documentKey: string, usernames?: readonly string[]): Promise<CommandOutcome>;
  /** Starts a force-save; its bytes come as a callback. */
  abstract forceSave(documentKey: string): Promise<CommandOutcome>;
  /** Shows a new title to everyone who has the document open. */
  abstract rename(documentKey: string, title: string): Promise<CommandOutcome>;
  /** Keys of saves it could not deliver and kept. */
  abstract forgottenKeys(): Promise<readonly string[]>;
  /** Link to such a save; it lives 15 minutes. Undefined when there is none of that key. */
  abstract forgottenUrl(documentKey: string): Promise<string | undefined>;
  abstract deleteForgotten(documentKey: string): Promise<CommandOutcome>;
  /** Its format table; undefined when it does not publish one (before 9.3, and some images since). */
  abstract formats(): Promise<readonly ServedFormat[] | undefined>;
  /** Never throws: what is wrong is part of the answer. */
  abstract state(): Promise<DocumentServerState>;
}
