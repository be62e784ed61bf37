/** One message of the editor socket. */
export interface EditorEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The socket was closed by the server: 4004 denied, 4005 expired, 4006 token, 4007 dropped… */
export class EditorRefused extends Error {
  override readonly name = 'EditorRefused';

  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(`The simulator closed the editor's socket with ${code}: ${reason}`);
  }
}

/** One person in one document, without a browser: for tests. */
export interface HeadlessEditor {
  /** The text as this person sees it; lines are paragraphs in a .docx. Empty for formats shown by size only. */
  readonly text: string;
  /** May this person change the document? False for viewers, after a drop and on an outdated key. */
  readonly editable: boolean;
  /** The key has been saved: a page would get `onRequestRefreshFile` or `onOutdatedVersion`. */
  readonly outdated: boolean;
  /** The code of a failed opening, such as -81 for a document that could not be fetched. */
  readonly errorCode: number | undefined;
  /** Ids of all participants. */
  readonly participants: readonly string[];
  readonly events: readonly EditorEvent[];

  /** Appends to the text; resolves when the server has accepted it. */
  type(text: string): Promise<void>;
  replace(at: number, length: number, text: string): Promise<void>;
  setParagraph(index: number, text: string): Promise<void>;
  /** A change without effect on the content, for formats that the simulator cannot show. */
  touch(): Promise<void>;
  /** Presses the save button; resolves with false when nothing was saved. */
  forceSave(): Promise<boolean>;
  /** Presses "Submit" in a form; resolves with false when it was not accepted. */
  submit(): Promise<boolean>;
  /** Polite: with a close message (saved at once). Otherwise the connection breaks (saved after the delay). */
  close(how?: { readonly polite?: boolean }): Promise<void>;
  /** Resolves with the next event of this type, each once. */
  waitFor(type: string): Promise<EditorEvent>;
  /** Resolves once this person's text passes. */
  waitForText(passes: (text: string) => boolean): Promise<string>;
}
