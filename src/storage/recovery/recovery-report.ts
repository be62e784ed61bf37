import type { Finding } from './object-survey.js';
import { counted } from '../../platform/language/counted.js';

/** Why a version, or a document, is not in the folder. */
export type MissingBecause =
  | 'too-few-shards'
  | 'no-key'
  | 'bad-signature'
  | 'unknown-signer'
  | 'damaged'
  | 'lost-parent'
  | 'not-written';

export interface VersionReport {
  readonly version_id: string;
  readonly number: number;
  readonly state: string;
  readonly author: string;
  readonly sealed_at: string;
  readonly size: number;
  readonly shards: { readonly usable: number; readonly needed: number; readonly total: number };
  readonly signature: 'good' | 'not checked';
  readonly file: string;
}

export interface MissingReport {
  readonly document_id: string;
  /** Of a lost parent only the hash of its manifest is known. */
  readonly version_id: string | null;
  readonly manifest: string | null;
  readonly because: MissingBecause;
  readonly detail: string;
}

export interface DocumentReport {
  readonly document_id: string;
  readonly title: string | null;
  readonly owner: string | null;
  readonly folder: string | null;
  readonly versions: readonly VersionReport[];
}

export interface RecoveryReport {
  readonly signatures: 'checked' | 'not checked';
  readonly places: readonly {
    readonly name: string;
    readonly entries: number;
    readonly error: string | null;
  }[];
  readonly documents: readonly DocumentReport[];
  readonly missing: readonly MissingReport[];
  readonly findings: readonly Finding[];
  /** Parts of uploads that were never finished; they are no losses. */
  readonly unfinished_uploads: readonly string[];
  /** Differences, thumbnails and previews, which are not written: nothing of the content is in them alone. */
  readonly parts_of_versions: number;
  /** Documents that never got a version; they are no losses. */
  readonly documents_without_versions: number;
}

export const countVersions = ({ documents }: RecoveryReport): number =>
  documents.reduce((sum, { versions }) => sum + versions.length, 0);

/** Whether everything that was found is in the folder, and all providers could be read. */
export const isComplete = ({ missing, places }: RecoveryReport): boolean =>
  missing.length === 0 && places.every(({ error }) => error === null);

/** Ends the output on the terminal, and begins the report. */
export function summaryOf(report: RecoveryReport): string[] {
  const { documents, missing, findings } = report;
  const recovered = documents.filter(({ versions }) => versions.length > 0).length;
  const lines = [
    `Recovered ${counted(countVersions(report), 'version')} of ${counted(recovered, 'document')}.`,
    `Missing: ${missing.length}.${countsOf(missing.map(({ because }) => because))}`,
    `Found beside: ${findings.length}.${countsOf(findings.map(({ kind }) => kind))}`,
  ];
  if (report.signatures === 'not checked') {
    lines.push(
      'SIGNATURES WERE NOT CHECKED: whoever could write to a place can have planted versions.',
      'Give the identity file of the server, or its public key with --signer.',
    );
  }
  return lines;
}

export function reportText(report: RecoveryReport): string {
  const unfinished = report.unfinished_uploads;
  return [
    ...summaryOf(report),
    '',
    'Places',
    ...report.places.map(
      ({ name, entries, error }) => `  ${name}: ${error ?? `${entries} entries`}`,
    ),
    '',
    'Recovered',
    ...report.documents.flatMap(linesOfDocument),
    ...section('Missing', linesOfMissing(report)),
    ...section(
      'Damaged, planted or replayed',
      report.findings.map(({ kind, place, key, what }) => `${kind} (${what}): ${key} at ${place}`),
    ),
    ...section('Parts of unfinished uploads, left out', unfinished),
    ...section('Differences, thumbnails and previews, left out', partsOf(report)),
    '',
  ].join('\n');
}

const partsOf = ({ parts_of_versions: count }: RecoveryReport): string[] =>
  count === 0 ? [] : [String(count)];

const linesOfDocument = ({ document_id, title, folder, versions }: DocumentReport): string[] =>
  versions.length === 0
    ? []
    : [
        `  ${title ?? 'without a title'} (${document_id}) in ${folder}`,
        ...versions.map(
          ({ number, state, size, file, shards, signature }) =>
            `    ${number} ${state}, ${size} bytes, ${shards.usable} of ${shards.total} shards, signature ${signature}: ${file}`,
        ),
      ];

/** Names title and owner, where known: they tell whose key to look for. */
function linesOfMissing({ missing, documents }: RecoveryReport): string[] {
  const known = new Map(documents.map((document) => [document.document_id, document]));
  return missing.map(({ document_id, version_id, manifest, because, detail }) => {
    const { title = null, owner = null } = known.get(document_id) ?? {};
    const name = title === null ? '' : ` (${title}, of ${owner})`;
    const version = version_id ?? `with manifest ${manifest}`;
    return `${because}: version ${version} of document ${document_id}${name}; ${detail}`;
  });
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

function countsOf(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => `${count} ${kind}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
