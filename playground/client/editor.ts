import type { OpenedConfig, SimulatedEditor } from './editor/flow.js';
import { FLOWS } from './editor/flows.js';
import { inLanguage, languages } from './editor/messages.js';
import { Page } from './editor/page.js';
import { Host, Session, type PageConfig, type Way } from './editor/session.js';

const language = new URLSearchParams(location.search).get('lang') ?? 'en';
const messages = inLanguage(language, languages);
const page = new Page(messages, language);
const host = new Host();
let session: Session | undefined;
let config: OpenedConfig | undefined;

const editor: SimulatedEditor = {
  host,
  page,
  messages,
  get config() {
    return config;
  },
  get session() {
    return session;
  },
  inLanguage: (texts) => inLanguage(language, texts),
};

function open(next: PageConfig): void {
  session?.end();
  config = { ...next, editorConfig: next.editorConfig ?? {} };
  page.message('');
  page.title(next.document.title ?? '');
  for (const { opened } of flows) opened?.(config);
  const shown = (way: Way, kind: string) => flows.forEach((flow) => flow.shown?.(way, kind));
  const changed = () => flows.forEach((flow) => flow.changed?.());
  session = new Session(next, { host, page, messages, shown, changed });
}

/** Event handlers do not change with a new config, so the buttons they enabled stay enabled. */
const flagsOf = (before: PageConfig | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(before?.editorConfig ?? {}).filter(([name]) => name.startsWith('can')),
  );

const flows = FLOWS.map((flow) => flow(editor));
const commands: Record<string, (data: unknown) => void> = {
  init: (data) => open(data as PageConfig),
  refreshFile: (data) => {
    const next = data as PageConfig;
    open({ ...next, editorConfig: { ...flagsOf(config), ...next.editorConfig } });
  },
  showMessage: (data) => page.message(typeof data === 'string' ? data : ''),
  denyEditingRights: (data) => {
    page.freeze();
    page.message(typeof data === 'string' ? data : messages.dropped, 'problem');
  },
};
for (const flow of flows) Object.assign(commands, flow.commands);

page.text.addEventListener('input', () => session?.typed());
page.text.addEventListener('keydown', (event) => {
  const isTab = event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && !event.altKey;
  if (!isTab || !page.nextCell()) return;
  event.preventDefault();
  session?.typed();
});
page.save.addEventListener('click', () => session?.save());
page.touch.addEventListener('click', () => session?.touch());
addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
  event.preventDefault();
  if (!page.save.hidden) session?.save();
});

host.listen((command, data) => commands[command]?.(data));
host.emit('onAppReady');
