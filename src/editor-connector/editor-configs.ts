import type { Actor } from '../platform/identity/actor.js';
import type { People } from '../platform/identity/people.js';
import type { Document, FormatTable } from '../documents/index.js';
import type { Content } from './content-to-open.js';
import type { DocumentServerTokens } from './document-server-tokens.js';
import type { EditorConfig, EditorCustomization } from './editing-session.js';
import { noEditor } from './editor-connector.errors.js';
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
};

export interface ConfigParts {
  readonly actor: Actor;
  readonly document: Document;
  readonly content: Content;
  readonly opening: EditorOpening;
  readonly session: IssuedSession;
  readonly lang: string | undefined;
}

/** Writes and signs editor configs. Never a top-level `key`, `url`, `version` or `payload`: reference §1.8. */
export class EditorConfigs {
  constructor(
    private readonly formats: FormatTable,
    private readonly tokens: DocumentServerTokens,
    private readonly people: People,
    private readonly browserUrl: string,
  ) {}

  get apiJsUrl(): string {
    return `${this.browserUrl}/web-apps/apps/api/documents/api.js`;
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

  async #claims({ actor, document, content, opening, session, lang }: ConfigParts) {
    const { version, documentKey } = content;
    const locale = lang ?? actor.locale ?? 'en';
    return {
      documentType: opening.documentType,
      type: 'desktop' as const,
      width: '100%',
      height: '100%',
      document: {
        key: documentKey,
        url: session.fileUrl,
        fileType: version.fileType,
        title: shownTitle(document.title, version.fileType),
        info: {
          owner: await this.#ownerName(document, actor),
          uploaded: new Date(document.createdAtMs).toISOString(),
        },
        permissions: opening.permissions,
      },
      editorConfig: {
        callbackUrl: session.callbackUrl,
        mode: opening.mode,
        lang: locale,
        ...(locale.includes('-') ? { region: locale } : {}),
        user: { id: actor.username, name: shownText(actor.displayName) },
        coEditing: opening.coEditing,
        customization: CUSTOMIZATION,
      },
    };
  }

  async #ownerName(document: Document, actor: Actor): Promise<string> {
    if (document.owner === actor.username) return shownText(actor.displayName);
    const owner = await this.people.find(document.owner);
    return shownText(owner?.displayName ?? document.owner);
  }
}
