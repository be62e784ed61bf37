import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import { projectRoot } from '../../platform/config/project-root.js';
import { BLANK_KINDS, BlankFiles } from './blank-files.js';
import { FormatTable, type FormatEntry } from './format-table.js';

const FOLDER = join(projectRoot, 'config', 'blank');
/** The earliest time that a zip can hold, so that the file is the same after every start. */
const TIMELESS = '1980-01-01T12:00:00';

/** The table that comes with the product: that of Document Server 9.4. */
export function readFormatTable(): FormatTable {
  const file = readFileSync(join(projectRoot, 'config', 'formats.json'), 'utf8');
  const { formats } = JSON.parse(file) as { formats: FormatEntry[] };
  return new FormatTable(formats);
}

/** Office files lie unzipped in `config/blank/<kind>`; a kind without a folder is an empty file. */
export function readBlankFiles(): BlankFiles {
  const packaged = new Set(readdirSync(FOLDER));
  return new BlankFiles(
    new Map(
      BLANK_KINDS.map((kind) => [kind, packaged.has(kind) ? zipFolder(kind) : new Uint8Array()]),
    ),
  );
}

function zipFolder(kind: string): Uint8Array {
  const folder = join(FOLDER, kind);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // "[Content_Types].xml" sorts before lower-case names: readers expect it first.
    .sort();
  return zipSync(
    Object.fromEntries(
      files.map((file) => [
        relative(folder, file).split(sep).join('/'),
        new Uint8Array(readFileSync(file)),
      ]),
    ),
    { mtime: TIMELESS },
  );
}
