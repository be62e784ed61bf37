import type { EditorConfig } from './document-server-api.js';

/** What the page was asked to open. */
export interface EditorTask {
  readonly documentId: string;
  readonly version?: number;
  readonly lang: string;
}

export interface EditorSession {
  readonly api_js_url: string;
  readonly config: EditorConfig;
  readonly checked_out_by: { readonly display_name: string } | null;
}

export type OpenSession = (task: EditorTask) => Promise<EditorSession>;
