const SHOWN_MS = 6000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence for a while and has it read out politely. */
export function showToast(sentence: string): void {
  const place = document.getElementById('saying');
  if (place === null || sentence === '') return;
  place.textContent = sentence;
  place.classList.add('said');
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.classList.remove('said');
    place.textContent = '';
  }, SHOWN_MS);
}
