/** Titles become names of folders on whatever system the files are recovered to. */
const UNSAFE = /[\p{Cc}\p{Cf}<>:"/\\|?*]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const MAX_BYTES = 120;

/** A name that is safe anywhere; empty when nothing of the text is left. */
export function safeName(text: string): string {
  const cleaned = text.normalize('NFC').replace(UNSAFE, '_').trim();
  const cut = cutTo(cleaned, MAX_BYTES).replace(/^\.+|[. ]+$/g, '');
  return RESERVED.test(cut) ? `_${cut}` : cut;
}

/** Whole characters only. */
function cutTo(text: string, bytes: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > bytes) break;
    kept += character;
  }
  return kept;
}

/** Gives each document a folder of its own, also where titles are the same but for their case. */
export class FolderNames {
  readonly #taken = new Set<string>(['report.txt', 'report.json']);

  next(title: string, documentId: string): string {
    const name = safeName(title) || documentId;
    const free = this.#taken.has(name.toLowerCase()) ? `${name} (${documentId})` : name;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

export interface NamedVersion {
  readonly number: number;
  readonly state: string;
  readonly sealedAtMs: number;
  readonly author: string;
  readonly fileType: string;
}

/** `0003-2026-11-28T08-15-00Z-alice.docx`: sorted by name is sorted by order. */
export function fileNameOf(version: NamedVersion): string {
  const time = new Date(version.sealedAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const parts = [
    String(version.number).padStart(4, '0'),
    time.replaceAll(':', '-'),
    safeName(version.author).slice(0, 40),
    version.state === 'quarantined' ? 'quarantined' : '',
  ];
  const extension = safeName(version.fileType) || 'bin';
  return `${parts.filter(Boolean).join('-')}.${extension}`;
}
