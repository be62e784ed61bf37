import type { FormatTable } from './format-table.js';

/** The format of Office that a document could continue in, and why somebody may want that. */
export interface OtherFormat {
  readonly from: string;
  readonly to: string;
  /** `old`: no editor writes the present format. `lossy`: it cannot hold everything that the editor offers. */
  readonly why: 'old' | 'lossy';
}

const OFFICE: Readonly<Record<string, string>> = { word: 'docx', cell: 'xlsx', slide: 'pptx' };
/** Nobody expects these to hold more than text. */
const TEXTS = ['txt', 'csv', 'tsv', 'md'];

export const isPlainText = (fileType: string): boolean => TEXTS.includes(fileType);

export function otherFormat(formats: FormatTable, fileType: string): OtherFormat | undefined {
  const format = formats.find(fileType);
  const to = OFFICE[format?.documentType ?? ''];
  if (format === undefined || to === undefined || isPlainText(fileType)) return undefined;
  if (!format.convert.includes(to)) return undefined;
  if (format.savedAs !== undefined) return { from: fileType, to, why: 'old' };
  return format.actions.includes('lossy-edit') ? { from: fileType, to, why: 'lossy' } : undefined;
}
