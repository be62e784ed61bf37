/** Single keys, as long as nobody is typing and no modifier asks for something else. */
export function onKeys(keys: Record<string, () => void>): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = keys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable]') !== null;

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Up, down, Home and End walk through what `selector` finds; stepping off the top calls `above`. */
export function walkWithArrows(within: string, selector: string, above?: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (!(event.target instanceof Element) || event.target.closest(within) === null) return;
    const stops = [...document.querySelectorAll<HTMLElement>(`${within} ${selector}`)];
    const index = stops.indexOf(event.target as HTMLElement);
    const next = nextIndex(event.key, index, stops.length);
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0 && above) above();
    else stops[Math.max(0, Math.min(next, stops.length - 1))]?.focus();
  });
}

function nextIndex(key: string, index: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : index + step;
}
