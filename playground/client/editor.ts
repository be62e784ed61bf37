import { Host } from './editor/session.js';
import { Page, type VersionEntry } from './editor/page.js';
import { RenameForm } from './editor/page.js';
import { Session, type PageConfig } from './editor/session.js';
import { messagesIn } from './editor/messages.js';

const language = new URLSearchParams(location.search).get('lang') ?? 'en';
const messages = messagesIn(language);
const page = new Page(messages, language);
const host = new Host();
const renameForm = new RenameForm(messages, (title) => host.emit('onRequestRename', title));
let session: Session | undefined;
let config: PageConfig | undefined;

function open(next: PageConfig): void {
  session?.end();
  config = next;
  page.message('');
  page.title(next.document.title ?? '');
  const can = next.editorConfig ?? {};
  const customization = can.customization as { close?: { visible?: boolean } } | undefined;
  const { close } = customization ?? {};
  page.close.hidden = can.canRequestClose !== true || !close || close.visible === false;
  page.history.hidden = can.canUseHistory !== true;
  renameForm.offer(can.canRename === true && can.mode !== 'view');
  session = new Session(next, { host, page, messages });
}

function showVersions(data: { history?: VersionEntry[]; error?: string }): void {
  if (data.error !== undefined) return page.message(data.error, 'problem');
  const mayRestore = config?.editorConfig?.canHistoryRestore === true;
  page.versions(data.history ?? [], {
    back: () => host.emit('onRequestHistoryClose'),
    ...(mayRestore ? { restore: (version) => host.emit('onRequestRestore', { version }) } : {}),
  });
}

const commands: Record<string, (data: unknown) => void> = {
  init: (data) => open(data as PageConfig),
  refreshFile: (data) => {
    const next = data as PageConfig;
    open({ ...next, editorConfig: { ...flagsOf(config), ...next.editorConfig } });
  },
  requestClose: () => host.emit('onRequestClose'),
  showMessage: (data) => page.message(typeof data === 'string' ? data : ''),
  refreshHistory: (data) => showVersions(data as { history?: VersionEntry[]; error?: string }),
  denyEditingRights: (data) => {
    page.freeze();
    page.message(typeof data === 'string' ? data : messages.dropped, 'problem');
  },
};

/** Event handlers do not change with a new config, so the buttons they enabled stay enabled. */
const flagsOf = (before: PageConfig | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(before?.editorConfig ?? {}).filter(([name]) => name.startsWith('can')),
  );

page.text.addEventListener('input', () => session?.typed());
page.save.addEventListener('click', () => session?.save());
page.touch.addEventListener('click', () => session?.touch());
page.close.addEventListener('click', () => host.emit('onRequestClose'));
page.history.addEventListener('click', () => host.emit('onRequestHistory'));
addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
  event.preventDefault();
  if (!page.save.hidden) session?.save();
});

host.listen((command, data) => commands[command]?.(data));
host.emit('onAppReady');
