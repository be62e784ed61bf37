import type { Flow } from './flow.js';
import { element, type Page } from './page.js';

const en = {
  form: 'Form',
  submit: 'Complete & Submit',
  start: 'Start filling',
  started: 'The form can be filled in now. Its fields stay as they are.',
  status: 'Filling status',
};

const de: typeof en = {
  form: 'Formular',
  submit: 'Fertigstellen und einreichen',
  start: 'Ausfüllen beginnen',
  started: 'Das Formular kann jetzt ausgefüllt werden. Seine Felder bleiben, wie sie sind.',
  status: 'Stand des Ausfüllens',
};

const fr: typeof en = {
  form: 'Formulaire',
  submit: 'Terminer et envoyer',
  start: 'Commencer le remplissage',
  started: 'Le formulaire peut maintenant être rempli. Ses champs restent comme ils sont.',
  status: 'État du remplissage',
};

/** The real editor's roles have names and colours; forms here have this one. */
const ROLES = [{ name: 'Anyone', color: '#ffefbf' }];

/** Filling in a form, submitting it, and handing it out to be filled in. */
export const filling: Flow = (editor) => {
  const { host, page } = editor;
  const texts = editor.inLanguage({ en, de, fr });
  const fields = new FormFields(page, () => editor.session?.typed());
  const submit = page.tool('submit', texts.submit, () => editor.session?.submit());
  const start = page.tool('start-filling', texts.start, () =>
    host.emit('onRequestStartFilling', ROLES),
  );
  const status = page.tool('filling-status', texts.status, () =>
    host.emit('onRequestFillingStatus', ROLES[0]?.name),
  );
  let can: Readonly<Record<string, unknown>> = {};
  return {
    opened: ({ editorConfig }) => {
      can = editorConfig;
      fields.remove();
      for (const tool of [submit, start, status]) tool.hidden = true;
    },
    shown: (way, kind) => {
      if (kind !== 'form') return;
      const { submitForm } = (can.customization ?? {}) as { submitForm?: { visible?: boolean } };
      submit.hidden = way !== 'fill' || submitForm?.visible === false;
      status.hidden = way !== 'fill' || can.canRequestFillingStatus !== true;
      start.hidden = way !== 'edit' || can.canStartFilling !== true;
      if (way === 'fill') fields.show(texts.form);
    },
    changed: () => fields.update(),
    commands: {
      startFilling: () => {
        page.freeze();
        start.hidden = true;
        page.message(texts.started);
        host.emit('onStartFilling', ROLES);
      },
    },
  };
};

const nameIn = (line: string): string => line.replace(/:.*$/, '');
const valueIn = (line: string): string => line.replace(/^[^:]*:? ?/, '');

/** The lines of the text as fields to fill in. The text is what the server knows: each field writes its line. */
class FormFields {
  /** By the number of its line. */
  readonly #inputs = new Map<number, HTMLInputElement>();

  constructor(
    private readonly page: Page,
    private readonly typed: () => void,
  ) {}

  show(label: string): void {
    const fields = this.#lines.flatMap((line, at) =>
      line.trim() === '' ? [] : [this.#field(line, at)],
    );
    this.page.panel('form', label, fields);
    this.page.text.hidden = true;
    element('label').hidden = true;
  }

  /** Somebody else filled in something. */
  update(): void {
    for (const [at, line] of this.#lines.entries()) {
      const input = this.#inputs.get(at);
      if (input !== undefined && input !== document.activeElement) input.value = valueIn(line);
    }
  }

  remove(): void {
    this.#inputs.clear();
    document.getElementById('form')?.remove();
  }

  get #lines(): string[] {
    return this.page.text.value.split('\n');
  }

  #field(line: string, at: number): HTMLElement {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.value = valueIn(line);
    input.addEventListener('input', () => this.#write(at, input.value));
    this.#inputs.set(at, input);
    label.append(nameIn(line), ' ', input);
    return label;
  }

  #write(at: number, value: string): void {
    const all = this.#lines;
    all[at] = `${nameIn(all[at] ?? '')}: ${value}`;
    this.page.text.value = all.join('\n');
    this.typed();
  }
}
