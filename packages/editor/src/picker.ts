import type { Kontor } from './kontor.js';
import { button, made, searchField, type Dialog } from './parts.js';
import { saidBy } from './session.js';
import type { PickKind, Texts } from './texts.js';

/** What the editor inserts; Kontor refuses others. */
const IMAGES = '.png,.jpg,.jpeg,.gif,.bmp,.tif,.tiff';

/**
 * Lets the person choose one of their documents; its id, or undefined when they close the dialog. `takesFiles`: or a file
 * of their computer, which becomes one.
 */
export async function pick(
  kontor: Kontor,
  dialog: Dialog,
  texts: Texts,
  kind: PickKind,
  takesFiles = false,
): Promise<string | undefined> {
  const list = made('ul', 'list');
  const count = made('p', 'heard');
  let picked: string | undefined;
  let latest = 0;
  const choose = (id: string): void => {
    picked = id;
    dialog.close();
  };
  const find = async (query: string): Promise<void> => {
    const search = ++latest;
    try {
      const choices = await kontor.choices(kind, query);
      if (search !== latest) return;
      const rows = choices.map(({ id, title }) =>
        made('li', '', [button(title, 'row', () => choose(id))]),
      );
      list.replaceChildren(...(rows.length > 0 ? rows : [made('li', 'said', [texts.pickNone])]));
      count.textContent = rows.length > 0 ? texts.pickFound(rows.length) : texts.pickNone;
      dialog.say('');
    } catch {
      if (search === latest) dialog.say(texts.listFailed);
    }
  };
  /** False when it was refused; why is said then. */
  const upload = (file: File): Promise<boolean> =>
    kontor.upload(file).then(
      ({ id }) => (choose(id), true),
      (error: unknown) => {
        dialog.say(saidBy(error) ?? texts.listFailed);
        return false;
      },
    );
  count.setAttribute('role', 'status');
  dialog.body.append(
    searchField(texts.pickFind, (query) => void find(query)),
    list,
    count,
  );
  if (takesFiles) dialog.body.append(fileField(texts.pickFile, upload));
  dialog.show();
  void find('');
  await dialog.closed;
  return picked;
}

/** `take` gets the file that the person chooses; when that went wrong, they may choose another one. */
function fileField(label: string, take: (file: File) => Promise<boolean>): HTMLElement {
  const input = made('input', '');
  input.type = 'file';
  input.accept = IMAGES;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    input.disabled = true;
    void take(file).then((isTaken) => {
      input.disabled = isTaken;
      input.value = '';
    });
  });
  return made('label', 'field', [label, input]);
}

/** True only if the person says so. */
export async function confirm(dialog: Dialog, question: string, yes: string): Promise<boolean> {
  let isYes = false;
  dialog.body.append(
    made('p', '', [question]),
    made('div', 'actions', [
      button(yes, 'primary', () => {
        isYes = true;
        dialog.close();
      }),
    ]),
  );
  dialog.show(true);
  await dialog.closed;
  return isYes;
}
