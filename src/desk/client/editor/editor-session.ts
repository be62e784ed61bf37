/** What the Document Server's editor is opened with; only its script knows all of it. */
export type EditorConfig = Readonly<Record<string, unknown>>;

/** What the page was asked to open. */
export interface EditorTask {
  readonly documentId: string;
  readonly version?: number;
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
  readonly actionLink?: object;
  /** The version whose changes are to be shown at once, in the editor's history. */
  readonly history?: number;
  /** The version that one is compared with. */
  readonly from?: number;
  /** The format in which it is downloaded once it is open. */
  readonly downloadAs?: string;
}

export interface EditorSession {
  readonly session_id: string;
  readonly api_js_url: string;
  readonly config: EditorConfig & {
    readonly document: {
      readonly key: string;
      readonly fileType: string;
      readonly permissions: Readonly<
        Record<'edit' | 'comment' | 'download' | 'fillForms', boolean>
      >;
    };
    readonly editorConfig: {
      readonly mode: 'edit' | 'view';
      readonly customization?: Readonly<Record<string, unknown>>;
    };
  };
  readonly checked_out_by: { readonly display_name: string } | null;
  /** Of an old format that was opened for viewing: what it would be saved as. */
  readonly converts_to: string | null;
  /** Of a format that cannot hold everything, opened for editing: the one that can. */
  readonly could_continue_as: string | null;
  /** What the person may do, but not in a document of this format. */
  readonly not_in_format: 'comment' | 'fill' | 'review' | null;
}

export type OpenSession = (task: EditorTask) => Promise<EditorSession>;

/** The body of a session request: the person's language and time zone, and the kind of device. */
export const openingFor = ({ documentId, version, lang, convert, actionLink }: EditorTask) => ({
  file_id: documentId,
  lang,
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  type: isPhone() ? ('mobile' as const) : ('desktop' as const),
  ...(version ? { version } : {}),
  ...(convert && { convert }),
  ...(actionLink && { action_link: actionLink }),
});

/** The desktop editor's tools need more room than this. */
const PHONE_WIDTH = '(max-width: 599px)';

const isPhone = (): boolean =>
  matchMedia(PHONE_WIDTH).matches || /\bMobi/.test(navigator.userAgent);
