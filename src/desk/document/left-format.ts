import type { FormatTable } from '../../documents/index.js';

interface Saved {
  readonly origin: string;
  readonly fileType: string;
}

const SAVES = ['save', 'force-save', 'recovered'];
/** What the Document Server writes where it cannot write the format that was opened. */
const INSTEAD = ['docx', 'xlsx', 'pptx'];

/**
 * The format of the version before, when a save had to leave it. Formats that no editor writes are left on purpose:
 * the person agreed to that before.
 */
export function leftFormat(
  formats: FormatTable,
  { origin, fileType }: Saved,
  before: Saved | undefined,
): string | undefined {
  if (before === undefined || before.fileType === fileType || !SAVES.includes(origin))
    return undefined;
  const isInstead = INSTEAD.includes(fileType) || (fileType === 'csv' && before.fileType === 'tsv');
  const wasEditable = formats.find(before.fileType)?.isEditable === true;
  return isInstead && wasEditable ? before.fileType : undefined;
}
