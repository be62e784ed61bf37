import type { Kontor } from './kontor.js';
import { button, made, searchField, type Dialog } from './parts.js';
import type { Texts } from './texts.js';

/** Lets the person choose one of their images; its id, or undefined when they close the dialog. */
export async function pickImage(
  kontor: Kontor,
  dialog: Dialog,
  texts: Texts,
): Promise<string | undefined> {
  const list = made('ul', 'list');
  let picked: string | undefined;
  let latest = 0;
  const pick = (id: string): void => {
    picked = id;
    dialog.close();
  };
  const find = async (query: string): Promise<void> => {
    const search = ++latest;
    try {
      const images = await kontor.images(query);
      if (search !== latest) return;
      const rows = images.map(({ id, title }) =>
        made('li', '', [button(title, 'row', () => pick(id))]),
      );
      list.replaceChildren(...(rows.length > 0 ? rows : [made('li', 'said', [texts.pickNone])]));
      dialog.say('');
    } catch {
      dialog.say(texts.listFailed);
    }
  };
  dialog.body.append(
    searchField(texts.pickFind, (query) => void find(query)),
    list,
  );
  dialog.show();
  void find('');
  await dialog.closed;
  return picked;
}
