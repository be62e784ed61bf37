import type { EditorConfig } from './editor-session.js';
import type { MethodName } from './frame-messages.js';

/** The part of the Document Server's `api.js` that we use. Older scripts lack some of the methods. */
export type DocEditor = { readonly [Method in MethodName]?: (argument?: unknown) => void } & {
  refreshFile?(config: EditorConfig): void;
  destroyEditor?(): void;
};

declare global {
  interface Window {
    DocsAPI?: { DocEditor: new (placeholder: string, config: EditorConfig) => DocEditor };
  }
}

/** Loads the script once; rejects when the Document Server does not deliver it. */
export const loadApi = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    if (window.DocsAPI !== undefined) return resolve();
    const script = document.createElement('script');
    script.src = address;
    script.addEventListener('load', () =>
      window.DocsAPI === undefined ? reject(new Error('no DocsAPI')) : resolve(),
    );
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('not reachable'));
    });
    document.head.append(script);
  });
