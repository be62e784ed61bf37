/** The part of the Document Server's `api.js` that we use. */
export interface EditorEvents {
  onAppReady?(): void;
  onDocumentReady?(): void;
  onError?(event: { data?: { errorCode?: number; errorDescription?: string } }): void;
  onRequestRefreshFile?(): void;
  onOutdatedVersion?(): void;
  onRequestClose?(): void;
  onRequestRename?(event: { data: string }): void;
}

export type EditorConfig = Record<string, unknown> & { events?: EditorEvents };

export interface DocEditor {
  refreshFile?(config: EditorConfig): void;
  destroyEditor?(): void;
}

declare global {
  interface Window {
    DocsAPI?: { DocEditor: new (placeholder: string, config: EditorConfig) => DocEditor };
  }
}

/** Loads the script once; rejects when the Document Server does not deliver it. */
export const loadApi = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.addEventListener('load', () =>
      window.DocsAPI === undefined ? reject(new Error('no DocsAPI')) : resolve(),
    );
    script.addEventListener('error', () => reject(new Error('not reachable')));
    document.head.append(script);
  });
