/** Together with the time they fit a title; the longer one is usually the form's. */
const MAX_FORM_CHARS = 120;
const MAX_PERSON_CHARS = 80;

export interface SubmissionName {
  /** Title of the form, without extension. */
  readonly form: string;
  readonly person: string;
  readonly atMs: number;
  readonly fileType: string;
}

/** `Application – Alice Muster – 2026-11-29 10.45 UTC.pdf`: sorted by time in a list, and a file name everywhere. */
export function titleOfSubmission({ form, person, atMs, fileType }: SubmissionName): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().split('T');
  const when = `${day} ${time.slice(0, 5).replace(':', '.')} UTC`;
  return `${cut(form, MAX_FORM_CHARS)} – ${cut(person, MAX_PERSON_CHARS)} – ${when}.${fileType}`;
}

/** Names of people may contain what a title may not. */
const cut = (text: string, length: number): string =>
  [...text.replace(/[/\\]/g, '-').trim()].slice(0, length).join('').trim();
