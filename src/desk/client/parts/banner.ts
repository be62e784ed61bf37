const banner = document.getElementById('banner');
const text = document.getElementById('banner-text');
const action = document.getElementById('banner-action');
const reload = document.getElementById('banner-reload');
const signIn = document.getElementById('banner-sign-in');
let act: (() => void) | undefined;

reload?.addEventListener('click', () => location.reload());
action?.addEventListener('click', () => act?.());
document.getElementById('banner-close')?.addEventListener('click', () => hideBanner());

export interface BannerOptions {
  readonly offerReload?: boolean;
  readonly offerSignIn?: boolean;
  /** A button with another way to continue. */
  readonly offer?: { readonly label: string; readonly act: () => void };
}

/** The thin banner above the editor; hidden while there is nothing to report. */
export function showBanner(sentence: string, options: BannerOptions = {}): void {
  if (banner === null || text === null) return;
  text.textContent = sentence;
  act = options.offer?.act;
  if (action !== null) action.textContent = options.offer?.label ?? '';
  action?.toggleAttribute('hidden', options.offer === undefined);
  reload?.toggleAttribute('hidden', options.offerReload !== true);
  signIn?.toggleAttribute('hidden', options.offerSignIn !== true);
  banner.removeAttribute('hidden');
}

export function hideBanner(): void {
  banner?.setAttribute('hidden', '');
}
