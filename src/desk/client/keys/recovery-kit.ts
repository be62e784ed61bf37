const GROUP = /.{1,4}/g;
const END_CHARACTERS = 6;

const byId = (id: string): HTMLElement | null => document.getElementById(id);

/** As a person copies it: in groups, which `spelled` takes back together. */
export function showKit(secret: string): void {
  const place = byId('kit-secret');
  const date = byId('kit-date');
  if (place !== null) place.textContent = (secret.match(GROUP) ?? []).join(' ');
  if (date !== null) {
    date.textContent = new Date().toLocaleDateString(document.documentElement.lang, {
      dateStyle: 'long',
    });
  }
  show(true);
  byId('kit-title')?.scrollIntoView();
}

export function hideKit(): void {
  const place = byId('kit-secret');
  if (place !== null) place.textContent = '';
  show(false);
}

/** A key as it was typed: capital letters, no spaces. */
export const spelled = (text: string): string => text.replace(/\s/g, '').toUpperCase();

export const isEndOfKit = (text: string, secret: string): boolean =>
  spelled(text) === secret.slice(-END_CHARACTERS);

function show(shown: boolean): void {
  byId('kit-paper')?.toggleAttribute('hidden', !shown);
  byId('kit-check')?.toggleAttribute('hidden', !shown);
  byId('kit-show')?.toggleAttribute('hidden', shown);
}
