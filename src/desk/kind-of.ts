import type { FormatTable } from '../documents/index.js';
import type { FileKind } from './parts/file-kind.js';

/** The family of a file type, as lists show it. */
export const kindOf = (formats: FormatTable, fileType: string): FileKind =>
  formats.find(fileType)?.documentType ?? 'other';

/** What the browser editor can do with a file type for somebody who may edit, or may not. */
export function opensAs(
  formats: FormatTable,
  fileType: string,
  mayEdit: boolean,
): 'edit' | 'view' | 'nowhere' {
  const format = formats.find(fileType);
  if (format === undefined || !format.opensInEditor) return 'nowhere';
  return mayEdit && format.isEditable ? 'edit' : 'view';
}
