import type { LivePage } from './live-page.js';
import { showToast } from './toast.js';
import { messages } from './messages.js';

/** Forms marked `data-inline` are sent without leaving the page; the page they lead to is shown in place. */
export function sendInline(page: LivePage): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-inline')) return;
    event.preventDefault();
    void send(form, page);
  });
}

async function send(form: HTMLFormElement, page: LivePage): Promise<void> {
  const button = form.querySelector('button');
  button?.setAttribute('aria-busy', 'true');
  try {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const response = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { accept: 'text/html' },
    });
    const shown = response.ok ? await page.show(response) : undefined;
    const notice = shown?.getElementById('notice');
    showToast(notice?.textContent ?? (response.ok ? messages.done : messages.notDone));
    if (response.ok && notice?.dataset.trouble === undefined) form.reset();
  } catch {
    showToast(messages.notDone);
  }
  button?.removeAttribute('aria-busy');
}
