import { SERVER_VERSION } from '../../server-version.js';
import type { VersionPiece, VersionView } from '../../version-pieces.js';
import type { Flow, SimulatedEditor } from './flow.js';
import { button, element } from './page.js';

interface Person {
  readonly id?: string;
  readonly name?: string;
}

interface Change {
  readonly created?: string;
  readonly user?: Person;
}

interface VersionEntry extends Change {
  readonly version: number;
  readonly changes?: readonly Change[];
  readonly serverVersion?: string;
}

interface HistoryList {
  readonly history?: readonly VersionEntry[];
  readonly currentVersion?: number;
  readonly error?: string;
}

interface HistoryData {
  readonly version: number;
  readonly changesUrl?: string;
  readonly previous?: object;
  readonly token?: string;
  readonly error?: string;
}

/** One line of the list: a version, or a step towards it. */
interface Line {
  readonly entry: VersionEntry;
  readonly by: Change;
  readonly isStep: boolean;
  /** The last run of changes that it contains; undefined: shown without differences. */
  readonly changeId: number | undefined;
}

const texts = {
  en: { changed: 'Changes without text', plain: 'No changes are shown.', step: 'Restore step' },
  de: {
    changed: 'Änderungen ohne Text',
    plain: 'Es werden keine Änderungen gezeigt.',
    step: 'Zwischenstand wiederherstellen',
  },
  fr: {
    changed: 'Modifications sans texte',
    plain: 'Aucune modification n’est montrée.',
    step: 'Restaurer cette étape',
  },
};

/** As in the real editor: then the data of a version is asked for again. */
const FRESH_MS = 5 * 60_000;
/** Colours of authors in editor.css. */
const COLOURS = 6;

/** The versions beside the document, each with what was changed in it, in its authors' colours. */
export const versions: Flow = (editor) => {
  const { host, page, messages } = editor;
  const tool = page.tool('history', messages.history, () => host.emit('onRequestHistory'));
  const panel = new VersionPanel(editor);
  return {
    opened: ({ editorConfig }) => {
      tool.hidden = editorConfig.canUseHistory !== true;
      panel.remove();
    },
    commands: {
      refreshHistory: (data) => panel.begin(data as HistoryList),
      setHistoryData: (data) => panel.take(data as HistoryData),
    },
  };
};

class VersionPanel {
  readonly #words: typeof texts.en;
  readonly #view = Object.assign(document.createElement('div'), { id: 'version', tabIndex: 0 });
  readonly #known = new Map<number, { readonly data: HistoryData; readonly atMs: number }>();
  #lines: readonly Line[] = [];
  #selected: Line | undefined;

  constructor(private readonly editor: SimulatedEditor) {
    this.#words = editor.inLanguage(texts);
  }

  begin({ history, currentVersion, error }: HistoryList): void {
    const { page, session } = this.editor;
    if (error !== undefined || history === undefined) return this.#fail(error);
    session?.leave();
    page.freeze();
    page.state('');
    for (const id of ['text', 'label', 'opaque', 'tools']) element(id).hidden = true;
    page.text.after(this.#view);
    this.#known.clear();
    const lines: Line[] = [];
    for (const entry of history) lines.unshift(...linesOf(entry));
    this.#lines = lines;
    const isCurrent = ({ entry, isStep }: Line) => !isStep && entry.version === currentVersion;
    this.#select(lines.find(isCurrent) ?? lines[0]);
    document.querySelector<HTMLElement>('#versions [aria-current]')?.focus();
  }

  take(data: HistoryData): void {
    if (data.error !== undefined) {
      this.#view.replaceChildren();
      return this.#fail(data.error);
    }
    this.#known.set(data.version, { data, atMs: Date.now() });
    if (this.#selected?.entry.version === data.version) void this.#show(this.#selected, data);
  }

  remove(): void {
    document.getElementById('versions')?.remove();
    this.#view.remove();
    element('tools').hidden = false;
  }

  #fail(reason = this.editor.messages.failed): void {
    this.editor.page.message(reason, 'problem');
  }

  #select(line: Line | undefined): void {
    this.#selected = line;
    this.#list();
    if (line === undefined) return;
    const found = this.#known.get(line.entry.version);
    if (found === undefined || Date.now() - found.atMs > FRESH_MS)
      this.editor.host.emit('onRequestHistoryData', line.entry.version);
    else void this.#show(line, found.data);
  }

  #list(): void {
    const { page, messages, host } = this.editor;
    const back = button(messages.back, () => {
      document.getElementById('versions')?.remove();
      host.emit('onRequestHistoryClose');
    });
    const list = document.createElement('ol');
    list.append(...this.#lines.map((line) => this.#item(line)));
    page.panel('versions', messages.history, [back, list]);
  }

  #item(line: Line): HTMLElement {
    const { entry, by, isStep } = line;
    const item = document.createElement('li');
    if (isStep) item.className = 'step';
    const label = [isStep ? '' : String(entry.version), by.created, by.user?.name];
    const choose = button(label.filter(Boolean).join(' · '), () => this.#select(line));
    if (line === this.#selected) choose.setAttribute('aria-current', 'true');
    item.append(choose);
    if (this.editor.config?.editorConfig.canHistoryRestore === true)
      item.append(...this.#restoreButtons(line));
    return item;
  }

  /** As in the real editor, the newest version has none. */
  #restoreButtons(line: Line): readonly (Node | string)[] {
    const { messages, host } = this.editor;
    const { entry, isStep } = line;
    if (isStep) {
      if (line !== this.#selected) return [];
      return [' ', button(this.#words.step, () => void this.#restoreStep(line))];
    }
    if (entry === this.#lines[0]?.entry) return [];
    const { version } = entry;
    return [' ', button(messages.restore, () => host.emit('onRequestRestore', { version }))];
  }

  async #show(line: Line, data: HistoryData): Promise<void> {
    const { page, messages } = this.editor;
    const answer = await post<VersionView>('version', wishOf(line, data));
    if (line !== this.#selected) return;
    if (answer === undefined) return this.#fail();
    const { kind, size, pieces, touches } = answer;
    const authors = new Map(line.entry.changes?.map(({ user }) => [user?.id, user?.name]));
    this.#view.replaceChildren(
      ...pieces.map((piece) => shown(piece, authors)),
      ...(kind === 'opaque' ? [`${messages.opaque} ${size} ${messages.bytes}`] : []),
      ...(touches > 0 ? [` ${this.#words.changed}: ${touches}`] : []),
    );
    const isPlain = pieces.every(({ author }) => author === undefined) && touches === 0;
    page.message(isPlain ? this.#words.plain : '');
  }

  /** Has the server make a file of what is shown. */
  async #restoreStep(line: Line): Promise<void> {
    const { version } = line.entry;
    const data = this.#known.get(version)?.data;
    const file = data && (await post<{ url: string }>('version-file', wishOf(line, data)));
    if (file === undefined) return this.#fail();
    this.editor.host.emit('onRequestRestore', { version, ...file });
  }
}

const wishOf = ({ entry, changeId }: Line, { token, previous, changesUrl }: HistoryData) => ({
  token,
  serverVersion: entry.serverVersion,
  ...(previous && changesUrl && changeId !== undefined && { changeId }),
});

/** The version stands for its last run of changes; those of another server are not shown at all. */
function linesOf(entry: VersionEntry): readonly Line[] {
  const changes = entry.serverVersion === SERVER_VERSION ? (entry.changes ?? []) : [];
  const last = changes.length - 1;
  const lines: Line[] = [];
  changes
    .slice(0, -1)
    .forEach((by, changeId) => lines.unshift({ entry, by, isStep: true, changeId }));
  const changeId = last < 0 ? undefined : last;
  return [{ entry, by: entry, isStep: false, changeId }, ...lines];
}

/** Authors, in the order of their first changes, with their names. */
function shown(
  { text, author, isRemoved }: VersionPiece,
  authors: ReadonlyMap<string | undefined, string | undefined>,
): Node {
  if (author === undefined) return document.createTextNode(text);
  const made = document.createElement(isRemoved ? 'del' : 'ins');
  made.textContent = text;
  made.title = authors.get(author) ?? author;
  made.dataset.colour = String(Math.max(0, [...authors.keys()].indexOf(author)) % COLOURS);
  return made;
}

async function post<Answer>(path: string, body: object): Promise<Answer | undefined> {
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
  return answer.ok ? ((await answer.json()) as Answer) : undefined;
}
