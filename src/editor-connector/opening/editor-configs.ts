import type { EditorSurfaceSettings } from '../editor-surface.js';
import { customizationOf } from './customization.js';
import type { Actor } from '../../platform/identity/actor.js';
import { personIn, type People } from '../../platform/identity/people.js';
import { dateFormats } from '../../platform/language/kept-formats.js';
import {
  missingWay,
  otherFormat,
  waysToChange,
  type Document,
  type Format,
  type FormatTable,
  type Right,
  type Way,
} from '../../documents/index.js';
import type { Content } from './content-to-open.js';
import type { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import type {
  EditorConfig,
  EditorCustomization,
  EditorPermissions,
  EditorType,
  OpenEditing,
} from './editing-session.js';
import { noEditor, goesElsewhere } from '../editor-connector.errors.js';
import type { OpenedFor } from '../sessions/save-capability.js';
import type { IssuedSession } from './session-issuer.js';

/** Only needed until the editor's socket is open; after that the Document Server has a session of its own. */
const CONFIG_TTL_SECONDS = 10 * 60;

/** Swiss and British formats for the languages of our pages; other languages keep their own. */
const REGIONS: Readonly<Record<string, string>> = { de: 'de-CH', fr: 'fr-CH', en: 'en-GB' };

export interface WantedOpening {
  /** The person's rights. */
  readonly may: ReadonlySet<Right>;
  readonly wanted: 'edit' | 'view';
  /** Only the current version is ever edited. */
  readonly isCurrent: boolean;
  /** Agrees that an old format is saved in the one that follows it. */
  readonly convert: boolean;
}

export interface EditorOpening extends OpeningOfFormat {
  /** Where it opens for editing in a format that cannot hold everything: the one that can. */
  readonly couldContinueAs: string | undefined;
}

export interface OpeningOfFormat {
  readonly documentType: string;
  readonly mode: 'edit' | 'view';
  readonly openedFor: OpenedFor;
  readonly permissions: EditorPermissions;
  readonly coEditing: { readonly mode: 'fast' | 'strict'; readonly change: boolean };
  /** The format that changes would be saved in, when it opens for viewing until the person agrees to that. */
  readonly convertsTo: string | undefined;
  /** How the person could change the document if its format allowed that; undefined when nothing is kept from them. */
  readonly missing: Exclude<Way, 'edit'> | undefined;
}

export interface ConfigParts {
  readonly actor: Actor;
  readonly document: Document;
  readonly content: Content;
  readonly opening: EditorOpening;
  readonly session: IssuedSession;
  readonly surface: EditorSurface;
}

/** What one person chose for the editor's surface. */
export type EditorSurface = Pick<
  OpenEditing,
  'lang' | 'type' | 'timeZone' | 'customization' | 'actionLink' | 'allowedOrigins'
>;

export interface EditorSettings {
  readonly surface: EditorSurfaceSettings;
  readonly browserUrl: string;
  readonly publicUrl: string;
  readonly frameUrl: string | undefined;
}

/**
 * Builds and signs editor configs. Never with a `key`, `url`, `version` or `payload` at the top level: the Document
 * Server refuses or misreads them (docs/formats/document-server.md).
 */
export class EditorConfigs {
  constructor(
    private readonly formats: FormatTable,
    private readonly tokens: DocumentServerTokens,
    private readonly people: People,
    private readonly settings: EditorSettings,
  ) {}

  get apiJsUrl(): string {
    return `${this.settings.browserUrl}/web-apps/apps/api/documents/api.js`;
  }

  get frameUrl(): string | undefined {
    return this.settings.frameUrl;
  }

  /** Where a person opens the document here. */
  pageUrlOf(documentId: string): string {
    return `${this.settings.publicUrl}/edit/${documentId}`;
  }

  opening(fileType: string, wanted: WantedOpening): EditorOpening {
    const format = this.formats.find(fileType);
    if (format?.documentType === undefined || !format.opensInEditor) throw noEditor(fileType);
    const opening = editorOpening({ ...format, documentType: format.documentType }, wanted);
    const other = otherFormat(this.formats, fileType);
    const isLossy = opening.permissions.edit && other?.why === 'lossy';
    return { ...opening, couldContinueAs: isLossy ? other.to : undefined };
  }

  /** Whether the current version opens for filling in fields and nothing else. */
  isFilling(fileType: string, wish: Omit<WantedOpening, 'isCurrent'>): boolean {
    if (this.formats.find(fileType)?.opensInEditor !== true) return false;
    return this.opening(fileType, { ...wish, isCurrent: true }).openedFor === 'fill';
  }

  async sign(parts: ConfigParts): Promise<EditorConfig> {
    const claims = await this.#claims(parts);
    return { ...claims, token: this.tokens.sign(claims, CONFIG_TTL_SECONDS) };
  }

  async #claims({ actor, document, content, opening, session, surface }: ConfigParts) {
    const { version, documentKey } = content;
    const lang = surface.lang ?? actor.locale ?? 'en';
    const region = REGIONS[lang] ?? lang;
    const type = surface.type ?? 'desktop';
    return {
      documentType: opening.documentType,
      type,
      width: '100%',
      height: '100%',
      document: {
        key: documentKey,
        url: session.fileUrl,
        fileType: version.fileType,
        title: shownTitle(document.title, version.fileType),
        info: {
          owner: await this.#ownerName(document, actor),
          uploaded: shownTime(document.createdAtMs, region, surface.timeZone),
        },
        permissions: {
          ...opening.permissions,
          chat: opening.permissions.chat && this.#hasChat(surface),
        },
        // Names the document in links from other spreadsheets.
        ...(document.custody === 'managed' && {
          referenceData: { fileKey: document.id, instanceId: this.settings.publicUrl },
        }),
      },
      editorConfig: {
        callbackUrl: session.callbackUrl,
        mode: opening.mode,
        lang,
        ...(region.includes('-') ? { region } : {}),
        user: { id: actor.id, name: shownText(actor.displayName) },
        coEditing: opening.coEditing,
        customization: this.#customization(document, opening, { ...surface, type }),
        ...(surface.actionLink && { actionLink: surface.actionLink }),
      },
    };
  }

  #customization(
    { id, custody }: Document,
    { openedFor }: EditorOpening,
    surface: EditorSurface & { readonly type: EditorType },
  ): EditorCustomization {
    const { surface: settings, publicUrl } = this.settings;
    const { type, customization: override, allowedOrigins = [] } = surface;
    const back = override?.goback?.url;
    const origins = [new URL(publicUrl).origin, ...allowedOrigins];
    if (back !== undefined && !origins.includes(new URL(back).origin)) throw goesElsewhere(origins);
    const documentUrl = `${publicUrl}/documents/${id}`;
    // What a private form became would be a document that the server can read.
    const isSubmittable = custody === 'managed';
    const isFilling = openedFor === 'fill';
    return customizationOf({ settings, documentUrl, type, isSubmittable, isFilling, override });
  }

  /** A session may hide it, and never show it where the settings hide it. */
  #hasChat({ customization }: EditorSurface): boolean {
    return this.settings.surface.chat && customization?.chat !== false;
  }

  async #ownerName(document: Document, actor: Actor): Promise<string> {
    if (document.owner === actor.id) return shownText(actor.displayName);
    const owner = personIn(await this.people.named([document.owner]), document.owner);
    return shownText(owner.displayName);
  }
}

/** The editor displays the text unchanged. */
const shownTime = (atMs: number, region: string, timeZone: string | undefined): string =>
  dateFormats.of(region, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(atMs);

/**
 * How one person may open one format. Of the ways below editing, the Document Server itself knows only whether
 * somebody changes the document at all: that a commenter only comments is kept by the editor in the browser
 * (docs/security.md). `protect` sets a password on the file, the filters and content controls are part of its content.
 */
export function editorOpening(
  format: Format & { documentType: string },
  wanted: WantedOpening,
): OpeningOfFormat {
  const { may, isCurrent } = wanted;
  const isWanted = wanted.wanted === 'edit' && isCurrent;
  const isConverted = format.savedAs !== undefined && wanted.convert && may.has('edit');
  const saving = isConverted ? { ...format, isEditable: true } : format;
  const ways = new Set(isWanted ? waysToChange(saving, wanted) : []);
  const isEdited = ways.size > 0;
  return {
    documentType: format.documentType,
    mode: isEdited ? 'edit' : 'view',
    openedFor: ways.has('edit') ? 'edit' : ([...ways][0] ?? 'view'),
    permissions: {
      edit: ways.has('edit'),
      review: ways.has('review'),
      comment: ways.has('comment'),
      fillForms: ways.has('fill'),
      protect: ways.has('edit'),
      chat: isEdited,
      modifyFilter: ways.has('edit'),
      modifyContentControl: ways.has('edit'),
      copy: may.has('copy'),
      download: may.has('download'),
      print: may.has('print'),
    },
    // Viewers of the current version see others type; an earlier version never changes.
    coEditing: { mode: isCurrent ? 'fast' : 'strict', change: isEdited },
    convertsTo: isWanted && may.has('edit') && !isEdited ? format.savedAs : undefined,
    missing: isWanted ? missingWay(format, wanted) : undefined,
  };
}

/** The Document Server's documented limit for titles; applied to names of people as well. */
const MAX_CHARS = 128;
/** Control characters, and those that reverse the order of letters to disguise an extension. */
// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text written by people, made safe for an editor that has rendered markup in names before (docs/formats/document-server.md). */
export const shownText = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .slice(0, MAX_CHARS)
    .toWellFormed();

/** A title with the extension of the content; the name is shortened when the whole is too long. */
export function shownTitle(title: string, fileType: string): string {
  const extension = `.${fileType}`;
  const name = title.toLowerCase().endsWith(extension) ? title.slice(0, -extension.length) : title;
  return (
    shownText(name)
      .slice(0, MAX_CHARS - extension.length)
      .toWellFormed() + extension
  );
}
