import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/config/project-root.js';
import { FormatTable, type FormatEntry } from './format-table.js';

/** The table we ship, as the Document Server 9.4 knows it. */
export function readFormatTable(): FormatTable {
  const file = readFileSync(join(projectRoot, 'config', 'formats.json'), 'utf8');
  const { formats } = JSON.parse(file) as { formats: FormatEntry[] };
  return new FormatTable(formats);
}
