import { button } from './page.js';
import type { Flow } from './flow.js';

interface VersionEntry {
  readonly version: number | string;
  readonly created?: string;
  readonly user?: { readonly name?: string };
}

/** The list of versions, and restoring one. */
export const versions: Flow = (editor) => {
  const { host, page, messages } = editor;
  const tool = page.tool('history', messages.history, () => host.emit('onRequestHistory'));

  function show(data: { history?: VersionEntry[]; error?: string }): void {
    if (data.error !== undefined) return page.message(data.error, 'problem');
    const list = document.createElement('ol');
    list.append(...(data.history ?? []).map(item));
    const panel = page.panel('versions', messages.history, [
      button(messages.back, () => {
        panel.remove();
        tool.focus();
        host.emit('onRequestHistoryClose');
      }),
      list,
    ]);
    panel.querySelector('button')?.focus();
  }

  function item({ version, created, user }: VersionEntry): HTMLElement {
    const made = document.createElement('li');
    made.append([String(version), created, user?.name].filter(Boolean).join(' · '));
    const restore = () => host.emit('onRequestRestore', { version });
    if (editor.config?.editorConfig.canHistoryRestore === true)
      made.append(' ', button(messages.restore, restore));
    return made;
  }

  return {
    opened: ({ editorConfig }) => (tool.hidden = editorConfig.canUseHistory !== true),
    commands: { refreshHistory: (data) => show(data as Parameters<typeof show>[0]) },
  };
};
