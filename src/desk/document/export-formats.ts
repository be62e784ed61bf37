import { isPlainText, type FormatTable } from '../../documents/index.js';

export interface ExportFormat {
  /** An extension, or `pdfa`. */
  readonly to: string;
  readonly name: string;
  /** What the file has less than the document, which is said before anybody takes it for the whole. */
  readonly holds?: 'page' | 'sheet' | 'text';
}

/** Of all that the Document Server can make, what people in offices ask for, in that order. */
const OFFERED: readonly ExportFormat[] = [
  { to: 'pdf', name: 'PDF' },
  { to: 'pdfa', name: 'PDF/A' },
  { to: 'docx', name: 'Word (.docx)' },
  { to: 'xlsx', name: 'Excel (.xlsx)' },
  { to: 'pptx', name: 'PowerPoint (.pptx)' },
  { to: 'odt', name: 'OpenDocument (.odt)' },
  { to: 'ods', name: 'OpenDocument (.ods)' },
  { to: 'odp', name: 'OpenDocument (.odp)' },
  { to: 'rtf', name: 'RTF (.rtf)' },
  { to: 'csv', name: 'CSV (.csv)', holds: 'sheet' },
  { to: 'txt', name: 'TXT (.txt)', holds: 'text' },
  { to: 'html', name: 'HTML (.html)' },
  { to: 'png', name: 'PNG (.png)', holds: 'page' },
];

/** The formats in which a file of this type is offered for download. */
export function exportFormats(formats: FormatTable, fileType: string): readonly ExportFormat[] {
  const possible = formats.find(fileType)?.convert ?? [];
  return OFFERED.filter(({ to }) => possible.includes(to)).map(({ holds, ...format }) => ({
    ...format,
    // Of a text there is nothing else.
    ...(holds !== undefined && (holds === 'page' || !isPlainText(fileType)) && { holds }),
  }));
}
