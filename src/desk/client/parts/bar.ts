const bar = document.getElementById('banner');
const text = document.getElementById('banner-text');
const action = document.getElementById('banner-action');
const reload = document.getElementById('banner-reload');
const signIn = document.getElementById('banner-sign-in');
let act: (() => void) | undefined;

reload?.addEventListener('click', () => location.reload());
action?.addEventListener('click', () => act?.());
document.getElementById('banner-close')?.addEventListener('click', () => hush());

export interface BarOptions {
  readonly offerReload?: boolean;
  readonly offerSignIn?: boolean;
  /** What else can be done about it. */
  readonly offer?: { readonly label: string; readonly act: () => void };
}

/** The thin bar over the editor: only when there is something to say. */
export function tell(sentence: string, options: BarOptions = {}): void {
  if (bar === null || text === null) return;
  text.textContent = sentence;
  act = options.offer?.act;
  if (action !== null) action.textContent = options.offer?.label ?? '';
  action?.toggleAttribute('hidden', options.offer === undefined);
  reload?.toggleAttribute('hidden', options.offerReload !== true);
  signIn?.toggleAttribute('hidden', options.offerSignIn !== true);
  bar.removeAttribute('hidden');
}

/** Whatever the bar says is over. */
export function hush(): void {
  bar?.setAttribute('hidden', '');
}
