import type { Messages } from './messages.js';
import type { Page } from './page.js';
import type { Host, PageConfig, Session, Way } from './session.js';

/** One function of the simulated editor, made once for a page: a file beside this one and a row in flows.ts. */
export type Flow = (editor: SimulatedEditor) => FlowParts;

export interface FlowParts {
  /** A document was opened, or goes on with another config: shows the buttons whose `can…` flag is set. */
  readonly opened?: (config: OpenedConfig) => void;
  /** The content is there, for changing it in this way. */
  readonly shown?: (way: Way, kind: string) => void;
  /** Somebody else changed it. */
  readonly changed?: () => void;
  /** What the host page calls, through api.js. */
  readonly commands?: Readonly<Record<string, (data: unknown) => void>>;
}

export interface OpenedConfig extends PageConfig {
  readonly editorConfig: Readonly<Record<string, unknown>>;
}

/** What a flow may use. */
export interface SimulatedEditor {
  readonly host: Host;
  readonly page: Page;
  readonly messages: Messages;
  /** What is open; undefined before the first opening. */
  readonly config: OpenedConfig | undefined;
  readonly session: Session | undefined;
  /** A flow's own texts in the language of the page. */
  inLanguage<Texts>(languages: {
    readonly en: Texts;
    readonly de: Texts;
    readonly fr: Texts;
  }): Texts;
}
