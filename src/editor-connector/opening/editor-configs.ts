import type { Actor } from '../../platform/identity/actor.js';
import type { People } from '../../platform/identity/people.js';
import type { Document, FormatTable } from '../../documents/index.js';
import type { Content } from './content-to-open.js';
import type { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import type { EditorConfig, EditorCustomization, EditorType } from './editing-session.js';
import { noEditor } from '../editor-connector.errors.js';
import { editorOpening, type EditorOpening, type WantedOpening } from './editor-opening.js';
import type { IssuedSession } from './session-issuer.js';
import { shownText, shownTitle } from './shown-text.js';

/** Only matters until the editor's socket is open; afterwards the Document Server has its own session. */
const CONFIG_TTL_SECONDS = 10 * 60;

/** autosave sends typing to the Document Server, forcesave makes its save button a save of ours. */
const CUSTOMIZATION: EditorCustomization = {
  autosave: true,
  forcesave: true,
  anonymous: { request: false },
  feedback: false,
  mentionShare: false,
  close: { visible: true },
};

/** How the languages of our own pages are written where this stands; others are as they come. */
const REGIONS: Readonly<Record<string, string>> = { de: 'de-CH', fr: 'fr-CH', en: 'en-GB' };

export interface ConfigParts {
  readonly actor: Actor;
  readonly document: Document;
  readonly content: Content;
  readonly opening: EditorOpening;
  readonly session: IssuedSession;
  readonly surface: EditorSurface;
}

/** How the editor is to look to one person. */
export interface EditorSurface {
  readonly lang: string | undefined;
  readonly type: EditorType | undefined;
  readonly timeZone: string | undefined;
}

export interface EditorAddresses {
  readonly browserUrl: string;
  readonly publicUrl: string;
}

/** Writes and signs editor configs. Never a top-level `key`, `url`, `version` or `payload`: the server refuses them. */
export class EditorConfigs {
  constructor(
    private readonly formats: FormatTable,
    private readonly tokens: DocumentServerTokens,
    private readonly people: People,
    private readonly addresses: EditorAddresses,
  ) {}

  get apiJsUrl(): string {
    return `${this.addresses.browserUrl}/web-apps/apps/api/documents/api.js`;
  }

  opening(fileType: string, wanted: WantedOpening): EditorOpening {
    const format = this.formats.find(fileType);
    if (format?.documentType === undefined || !format.opensInEditor) throw noEditor(fileType);
    return editorOpening({ ...format, documentType: format.documentType }, wanted);
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
        permissions: opening.permissions,
      },
      editorConfig: {
        callbackUrl: session.callbackUrl,
        mode: opening.mode,
        lang,
        ...(region.includes('-') ? { region } : {}),
        user: { id: actor.username, name: shownText(actor.displayName) },
        coEditing: opening.coEditing,
        customization: this.#customization(document.id, type),
      },
    };
  }

  #customization(documentId: string, type: EditorType): EditorCustomization {
    if (type === 'mobile') return CUSTOMIZATION;
    const url = `${this.addresses.publicUrl}/documents/${documentId}`;
    return { ...CUSTOMIZATION, goback: { url, blank: true } };
  }

  async #ownerName(document: Document, actor: Actor): Promise<string> {
    if (document.owner === actor.username) return shownText(actor.displayName);
    const owner = await this.people.find(document.owner);
    return shownText(owner?.displayName ?? document.owner);
  }
}

/** The editor shows it as it comes. */
const shownTime = (atMs: number, region: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(atMs);
