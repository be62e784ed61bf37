import type { Kontor, PickKind } from './kontor.js';
import { button, made, searchField, type Dialog } from './parts.js';
import type { Texts } from './texts.js';

/** Lets the person choose one of their documents; its id, or undefined when they close the dialog. */
export async function pick(
  kontor: Kontor,
  dialog: Dialog,
  texts: Texts,
  kind: PickKind,
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
  count.setAttribute('role', 'status');
  dialog.body.append(
    searchField(texts.pickFind, (query) => void find(query)),
    list,
    count,
  );
  dialog.show();
  void find('');
  await dialog.closed;
  return picked;
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
