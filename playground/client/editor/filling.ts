import type { Flow } from './flow.js';
import { element } from './page.js';

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
  const submit = page.tool('submit', texts.submit, () => editor.session?.submit());
  const start = page.tool('start-filling', texts.start, () =>
    host.emit('onRequestStartFilling', ROLES),
  );
  const status = page.tool('filling-status', texts.status, () =>
    host.emit('onRequestFillingStatus', ROLES[0]?.name),
  );
  let can: Readonly<Record<string, unknown>> = {};
  /** By the number of its line. */
  const inputs = new Map<number, HTMLInputElement>();

  const lines = (): string[] => page.text.value.split('\n');
  const valueIn = (line: string): string => line.replace(/^[^:]*:? ?/, '');

  /** The text is what the server knows: each field writes its line. */
  function write(at: number, value: string): void {
    const all = lines();
    all[at] = `${all[at]?.replace(/:.*$/, '') ?? ''}: ${value}`;
    page.text.value = all.join('\n');
    editor.session?.typed();
  }

  function field(line: string, at: number): HTMLElement {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.value = valueIn(line);
    input.addEventListener('input', () => write(at, input.value));
    inputs.set(at, input);
    label.append(line.replace(/:.*$/, ''), ' ', input);
    return label;
  }

  function show(): void {
    const fields = lines().flatMap((line, at) => (line.trim() === '' ? [] : [field(line, at)]));
    page.panel('form', texts.form, fields);
    page.text.hidden = true;
    element('label').hidden = true;
  }

  return {
    opened: ({ editorConfig }) => {
      can = editorConfig;
      inputs.clear();
      document.getElementById('form')?.remove();
      for (const tool of [submit, start, status]) tool.hidden = true;
    },
    shown: (way, kind) => {
      if (kind !== 'form') return;
      const { submitForm } = (can.customization ?? {}) as { submitForm?: { visible?: boolean } };
      submit.hidden = way !== 'fill' || submitForm?.visible === false;
      status.hidden = way !== 'fill' || can.canRequestFillingStatus !== true;
      start.hidden = way !== 'edit' || can.canStartFilling !== true;
      if (way === 'fill') show();
    },
    changed: () => {
      for (const [at, line] of lines().entries()) {
        const input = inputs.get(at);
        if (input !== undefined && input !== document.activeElement) input.value = valueIn(line);
      }
    },
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
