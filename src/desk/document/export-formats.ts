import type { FormatTable } from '../../documents/index.js';

export interface ExportFormat {
  /** An extension, or `pdfa`. */
  readonly to: string;
  readonly name: string;
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
  { to: 'csv', name: 'CSV (.csv)' },
  { to: 'txt', name: 'TXT (.txt)' },
  { to: 'html', name: 'HTML (.html)' },
  { to: 'png', name: 'PNG (.png)' },
];

/** The formats in which a file of this type is offered for download. */
export function exportFormats(formats: FormatTable, fileType: string): readonly ExportFormat[] {
  const possible = formats.find(fileType)?.convert ?? [];
  return OFFERED.filter(({ to }) => possible.includes(to));
}
