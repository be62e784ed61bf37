const bar = document.getElementById('bar');
const text = document.getElementById('bar-text');
const reload = document.getElementById('bar-reload');

reload?.addEventListener('click', () => location.reload());
document
  .getElementById('bar-close')
  ?.addEventListener('click', () => bar?.setAttribute('hidden', ''));

/** The thin bar over the editor: only when there is something to say. */
export function tell(sentence: string, options: { offerReload?: boolean } = {}): void {
  if (bar === null || text === null) return;
  text.textContent = sentence;
  reload?.toggleAttribute('hidden', options.offerReload !== true);
  bar.removeAttribute('hidden');
}
