import type { ChainedEntry } from '../entry.js';
import { entryToWire } from './entry-wire.js';

export const EXPORT_FORMATS = ['jsonl', 'cef'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'application/jsonl; charset=utf-8',
  cef: 'text/plain; charset=utf-8',
};

/** One line an entry. */
export async function* linesOf(
  entries: AsyncIterable<ChainedEntry>,
  format: ExportFormat,
): AsyncGenerator<string> {
  for await (const entry of entries)
    yield format === 'jsonl' ? `${JSON.stringify(entryToWire(entry))}\n` : `${cefOf(entry)}\n`;
}

/** Of ArcSight's scale from 0 to 10. */
const SEVERITIES = { ok: 2, failed: 5, refused: 6 } as const;

/**
 * ArcSight's Common Event Format, revision 25. Header and extension are escaped by different rules; the custom strings
 * are named by their labels.
 */
export function cefOf(entry: ChainedEntry): string {
  const { action, result, detail } = entry;
  const severity = action === 'audit.broken' ? 10 : SEVERITIES[result];
  const header = ['CEF:0', 'Kontor', 'Kontor', '1', action, action, String(severity)];
  const extension: [string, string | null][] = [
    ['rt', String(entry.atMs)],
    ['externalId', entry.id],
    ['act', action],
    ['outcome', result],
    ['suser', entry.actor],
    ['suid', entry.actorId],
    ['src', entry.address],
    ['requestClientApplication', entry.client],
    ...labelled(1, 'onBehalfOf', entry.onBehalfOf),
    ...labelled(2, 'objectType', entry.objectType),
    ...labelled(3, 'objectId', entry.objectId),
    ...labelled(4, 'detail', detail === null ? null : JSON.stringify(detail)),
    ...labelled(5, 'hash', entry.hash),
    ...labelled(6, 'previousHash', entry.previousHash),
  ];
  const shown = extension.flatMap(([key, value]) =>
    value === null ? [] : [`${key}=${inExtension(value)}`],
  );
  return `${header.map(inHeader).join('|')}|${shown.join(' ')}`;
}

const labelled = (
  number: number,
  label: string,
  value: string | null,
): [string, string | null][] =>
  value === null
    ? []
    : [
        [`cs${number}Label`, label],
        [`cs${number}`, value],
      ];

const inHeader = (text: string): string => oneLine(text).replaceAll(/[\\|]/g, String.raw`\$&`);
const inExtension = (text: string): string => oneLine(text).replaceAll(/[\\=]/g, String.raw`\$&`);
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');
