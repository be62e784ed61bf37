import type { EditorTask } from '../../edit/editor-task.js';

/** What the Document Server's editor is opened with; only its script knows all of it. */
export type EditorConfig = Readonly<Record<string, unknown>>;

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
