import { LivePage } from './parts/live-page.js';
import { messages } from './parts/messages.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { findPeople } from './parts/person-field.js';
import { fetchSignedIn, PAGE_OR_PROBLEM, showFailure } from './parts/signed-out.js';
import { showToast } from './parts/toast.js';

keepTimesCurrent();
findPeople();
if (document.getElementById('connections') !== null) testConnections();
if (document.getElementById('deliveries') !== null) new LivePage(['deliveries']).start();
showOnce();

/** Copies what is shown once, and lets nobody make another one by reloading the page. */
function showOnce(): void {
  const back = document.querySelector<HTMLElement>('[data-back]')?.dataset.back;
  if (back !== undefined) history.replaceState(null, '', back);
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button.dataset.copy ?? ''));
  }
}

async function copy(id: string): Promise<void> {
  const input = document.getElementById(id) as HTMLInputElement;
  try {
    await navigator.clipboard.writeText(input.value);
    showToast(messages.copied);
  } catch {
    // Browsers allow it only over https, and some people not at all.
    input.focus();
    input.select();
    showToast(messages.copyFailed);
  }
}

/** A test takes seconds: it runs while the page stays where it is, several at a time if somebody wants. */
function testConnections(): void {
  const running = new Set<string>();
  const page = new LivePage(['connections'], () => showRunning(running));
  page.start();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !('test' in form.dataset)) return;
    event.preventDefault();
    if (running.has(form.action)) return;
    running.add(form.action);
    showRunning(running);
    void test(form.action, page, running).then(() => showRunning(running));
  });
  // What was tested without script is told once.
  if (location.search !== '') history.replaceState(null, '', location.pathname + location.hash);
}

async function test(action: string, page: LivePage, running: Set<string>): Promise<void> {
  try {
    const headers = { accept: PAGE_OR_PROBLEM };
    const response = await fetchSignedIn(action, { method: 'POST', headers });
    running.delete(action);
    const shown = await page.show(response);
    showToast(shown?.getElementById('notice')?.textContent ?? messages.notDone);
    if (shown !== undefined) return;
  } catch (error) {
    running.delete(action);
    showFailure(error);
  }
  await page.refresh();
}

/**
 * The page may have been brought up to date meanwhile, with buttons that know nothing of it; without an answer it stays as
 * it is, with a button for another try.
 */
function showRunning(running: ReadonlySet<string>): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-test]')) {
    const button = form.querySelector('button');
    if (button !== null) showState(button, running.has(form.action));
  }
}

function showState(button: HTMLButtonElement, isRunning: boolean): void {
  const { idle } = button.dataset;
  if (isRunning === (idle !== undefined)) return;
  // Not disabled: the focus stays where it is.
  for (const name of ['aria-busy', 'aria-disabled'])
    if (isRunning) button.setAttribute(name, 'true');
    else button.removeAttribute(name);
  if (isRunning) button.dataset.idle = button.textContent ?? '';
  else delete button.dataset.idle;
  button.textContent = isRunning ? messages.testing : (idle ?? '');
}
