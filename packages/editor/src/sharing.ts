import type { Found, Holder, Kontor } from './kontor.js';
import { button, made, searchField, type Dialog } from './parts.js';
import { saidBy } from './session.js';
import { ROLES, type Role, type Texts } from './texts.js';

/** Who may do what with the document: shows and changes it. Resolves with those who have it once the dialog is closed. */
export async function share(
  kontor: Kontor,
  dialog: Dialog,
  texts: Texts,
): Promise<readonly Holder[]> {
  const sharing = new Sharing(kontor, dialog, texts);
  sharing.start();
  await dialog.closed;
  return sharing.holders;
}

class Sharing {
  holders: readonly Holder[] = [];
  readonly #found = made('ul', 'list');
  readonly #list = made('ul', 'list');
  readonly #role: HTMLSelectElement;
  readonly #search: HTMLLabelElement;
  #latest = 0;

  constructor(
    private readonly kontor: Kontor,
    private readonly dialog: Dialog,
    private readonly texts: Texts,
  ) {
    this.#role = this.#roles(texts.shareRole, 'viewer');
    this.#search = searchField(texts.shareFind, (query) => void this.#find(query));
    this.#list.setAttribute('aria-label', texts.shareWith);
    this.#found.setAttribute('aria-label', texts.shareFound);
    dialog.body.append(
      made('div', 'actions', [this.#search, this.#role]),
      this.#found,
      made('h3', '', [texts.shareWith]),
      this.#list,
    );
  }

  start(): void {
    this.dialog.show();
    void this.#attempt(() => this.#show());
  }

  async #show(): Promise<void> {
    this.holders = await this.kontor.holders();
    const rows = this.holders.map((holder) => this.#rowOf(holder));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [this.#said(this.texts.shareNobody)]));
  }

  #rowOf(holder: Holder): HTMLElement {
    const { name, role } = holder;
    const select = this.#roles(this.texts.shareRoleOf(name), role);
    select.addEventListener('change', () => this.#give(holder, select.value as Role));
    const remove = button('×', '', () => this.#change(() => this.kontor.unshare(holder.path)));
    remove.setAttribute('aria-label', this.texts.shareRemove(name));
    return made('li', 'holder', [this.#named(holder), select, remove]);
  }

  async #find(query: string): Promise<void> {
    const search = ++this.#latest;
    await this.#attempt(async () => {
      const found = query === '' ? [] : await this.kontor.findPeople(query);
      if (search !== this.#latest) return;
      const rows = found.map((one) => made('li', '', [this.#choice(one)]));
      const isNobody = query !== '' && rows.length === 0;
      this.#found.replaceChildren(...(isNobody ? [this.#said(this.texts.shareNoneFound)] : rows));
    });
  }

  /** A group and a person of one name are told apart. */
  #named({ name, isGroup }: Holder): HTMLElement {
    const kind = isGroup ? [' ', made('small', 'said', [this.texts.shareGroup])] : [];
    return made('span', '', [name, ...kind]);
  }

  #choice({ path, name, isGroup, more }: Found): HTMLElement {
    const row = button(name, 'row', () => {
      const input = this.#search.querySelector('input');
      if (input !== null) input.value = '';
      this.#found.replaceChildren();
      input?.focus();
      const held = this.holders.find((holder) => holder.path === path);
      this.#give(held ?? { path }, this.#role.value as Role);
    });
    const said = isGroup ? this.texts.shareGroup : more;
    if (said !== '') row.append(made('span', 'said', [said]));
    return row;
  }

  /** What a share keeps back stays so when its role changes. */
  #give(
    { path, switches }: Pick<Holder, 'path'> & Partial<Pick<Holder, 'switches'>>,
    role: Role,
  ): void {
    this.#change(() => this.kontor.share(path, { ...switches, role }));
  }

  /** Also after a refusal, the list says what is so. */
  #change(change: () => Promise<void>): void {
    void this.#attempt(async () => {
      try {
        await change();
      } finally {
        await this.#show();
      }
    });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      this.dialog.say('');
      await work();
    } catch (error) {
      this.dialog.say(saidBy(error) ?? this.texts.listFailed);
    }
  }

  #roles(label: string, chosen: Role): HTMLSelectElement {
    const select = made('select', '');
    select.setAttribute('aria-label', label);
    for (const role of ROLES)
      select.append(new Option(this.texts.roles[role], role, false, role === chosen));
    return select;
  }

  #said(sentence: string): HTMLElement {
    return made('li', 'said', [sentence]);
  }
}
