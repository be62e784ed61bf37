/** What an editor page was asked to open: the server writes it into the page, and the page's script reads it there. */
export interface EditorTask {
  readonly documentId: string;
  readonly version?: number | undefined;
  readonly lang: string;
  readonly title: string;
  /** The page of the editor's frame, in an origin of its own. */
  readonly frameUrl: string;
  /** Opening it needs the person's key. */
  readonly isPrivate: boolean;
  /** The person may fill in forms, but nobody fills in a private one. */
  readonly isPrivateForm: boolean;
  /** The person agreed that an old format is saved in the one that follows it. */
  readonly convert: boolean;
  readonly isOwner: boolean;
  /** Of the person whose page it is. */
  readonly username: string;
  /** What each role of a share is called. */
  readonly roles: Readonly<Record<string, string>>;
  /** Where to open it, in the editor's words. */
  readonly actionLink?: object | undefined;
  /** The version whose changes are to be shown at once, in the editor's history. */
  readonly history?: number | undefined;
  /** The version that one is compared with. */
  readonly from?: number | undefined;
  /** The format in which it is downloaded once it is open. */
  readonly downloadAs?: string | undefined;
}
