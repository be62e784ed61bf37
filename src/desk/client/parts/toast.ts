const SHOWN_MS = 6000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence for a while and has it read out politely. */
export function showToast(sentence: string): void {
  const place = document.getElementById('toast');
  if (place === null || sentence === '') return;
  place.textContent = sentence;
  place.classList.add('toast-visible');
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.classList.remove('toast-visible');
    place.textContent = '';
  }, SHOWN_MS);
}
