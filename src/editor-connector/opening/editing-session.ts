import type { Person } from '../../platform/identity/people.js';
import type { KeyRelease } from './session-issuer.js';

/** The editor's own names (customization.ts has the list). */
export type CustomizationOverride = Readonly<Record<string, unknown>> & {
  readonly chat?: boolean | undefined;
  readonly goback?: { readonly url: string } | undefined;
};

/** What a person asks for when opening a document in the editor. */
export interface OpenEditing {
  readonly documentId: string;
  /** `view` narrows what the person's rights allow; nothing widens it. */
  readonly mode?: 'edit' | 'view' | undefined;
  /**
   * Agrees that the document continues in the format of Office. An old one is saved in it: `.doc` becomes `.docx`. One
   * that cannot hold everything (`.odt`) is converted first; what it was stays as the version before.
   */
  readonly convert?: boolean | undefined;
  /** An earlier (or quarantined) version can only be viewed. Default: the current one. */
  readonly version?: number | undefined;
  /** Language of the editor's surface, such as `de` or `de-CH`. Default: the person's, else English. */
  readonly lang?: string | undefined;
  /** Default: `desktop`. */
  readonly type?: EditorType | undefined;
  /** The time zone for displayed times. Default: this server's. */
  readonly timeZone?: string | undefined;
  /** Overrides of the editor's surface, from the documented list. */
  readonly customization?: CustomizationOverride | undefined;
  /** Of the pages of the application that opens it: the editor may lead back there. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** The place to show, in the editor's own words. */
  readonly actionLink?: object | undefined;
  /** The version's key, where this server has none: zero-knowledge custody. */
  readonly release?: KeyRelease | undefined;
}

/** `mobile`: for phones; `embedded`: for viewing only. */
export type EditorType = 'desktop' | 'mobile' | 'embedded';

/** One person's opening of one document: what the page needs to start the editor. */
export interface OpenedEditing {
  readonly sessionId: string;
  /** The Document Server's script, as the browser reaches it. */
  readonly apiJsUrl: string;
  /** The editor's frame, for pages of applications; undefined where the editor has no host name of its own. */
  readonly frameUrl: string | undefined;
  /** Complete and signed: `new DocsAPI.DocEditor(id, config)`. */
  readonly config: EditorConfig;
  /** Set when it is opened for viewing only because this person has it checked out to their desktop. */
  readonly checkedOutBy: Person | undefined;
  /** Set when it is opened for viewing only until the person agrees that changes are saved in this format. */
  readonly convertsTo: string | undefined;
  /** Set when the format cannot hold everything that the editor offers: the one that can. */
  readonly couldContinueAs: string | undefined;
  /** Set when the person may change documents in this way, but the format does not allow it. */
  readonly missing: 'comment' | 'fill' | 'review' | undefined;
}

export interface EditorConfig {
  readonly documentType: string;
  readonly type: EditorType;
  readonly width: string;
  readonly height: string;
  readonly document: {
    readonly key: string;
    readonly url: string;
    readonly fileType: string;
    readonly title: string;
    /** Displayed unchanged. */
    readonly info: { readonly owner: string; readonly uploaded: string };
    readonly permissions: EditorPermissions;
    /** Of a document that others may take data from. */
    readonly referenceData?: { readonly fileKey: string; readonly instanceId: string };
  };
  readonly editorConfig: {
    readonly callbackUrl: string;
    readonly mode: 'edit' | 'view';
    readonly lang: string;
    readonly region?: string;
    readonly user: { readonly id: string; readonly name: string };
    readonly coEditing: { readonly mode: 'fast' | 'strict'; readonly change: boolean };
    readonly customization: EditorCustomization;
    readonly actionLink?: object;
  };
  /** All of the above signed for the Document Server, for ten minutes. */
  readonly token: string;
}

/** Complete on purpose: what the signed config omits, the browser decides (docs/formats/document-server.md). */
export interface EditorPermissions {
  readonly edit: boolean;
  readonly review: boolean;
  readonly comment: boolean;
  readonly fillForms: boolean;
  readonly download: boolean;
  readonly print: boolean;
  readonly protect: boolean;
  readonly copy: boolean;
  readonly chat: boolean;
  readonly modifyFilter: boolean;
  readonly modifyContentControl: boolean;
}

export interface EditorCustomization {
  readonly autosave: boolean;
  readonly forcesave: boolean;
  readonly anonymous: { readonly request: boolean };
  readonly feedback: boolean;
  readonly mentionShare: boolean;
  readonly macros: boolean;
  readonly macrosMode: 'disable' | 'warn' | 'enable';
  readonly plugins: boolean;
  readonly help: boolean;
  readonly compactHeader: boolean;
  readonly compactToolbar: boolean;
  readonly unit?: 'cm' | 'pt' | 'inch';
  /** The button that submits a form that was filled in. */
  readonly submitForm: { readonly visible: boolean; readonly resultMessage?: string };
  readonly features: { readonly spellcheck: { readonly mode: boolean } };
  readonly logo?: object;
  readonly wordHeadingsColor?: string;
  readonly slidePlayerBackground?: string;
  /** The button that leaves the editor, where the page listens to `onRequestClose`. */
  readonly close: { readonly visible: boolean };
  /** "Open file location"; not on phones, where it would navigate the frame itself. */
  readonly goback?:
    | {
        readonly url: string;
        readonly text?: string | undefined;
        readonly blank?: boolean | undefined;
      }
    | undefined;
  /** What the session chose beyond these. */
  readonly [member: string]: unknown;
}
