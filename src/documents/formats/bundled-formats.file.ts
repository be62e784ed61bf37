import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import { projectRoot } from '../../platform/config/project-root.js';
import { BLANK_KINDS, BlankFiles, type BlankPart } from './blank-files.js';
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

/**
 * Office files lie unzipped in `config/blank/<kind>`; of the other kinds an empty file is valid, or one is composed.
 */
export function readBlankFiles(): BlankFiles {
  const packaged = new Set(readdirSync(FOLDER));
  const kinds = BLANK_KINDS.filter((kind) => packaged.has(kind));
  return new BlankFiles(new Map(kinds.map((kind) => [kind, partsIn(kind)])), zipped);
}

function partsIn(kind: string): BlankPart[] {
  const folder = join(FOLDER, kind);
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // "[Content_Types].xml" sorts before lower-case names: readers expect it first.
      .sort()
      .map((file) => ({
        name: relative(folder, file).split(sep).join('/'),
        text: readFileSync(file, 'utf8'),
      }))
  );
}

/** OpenDocument wants its media type first and uncompressed, so that it can be read at a fixed place. */
function zipped(parts: readonly BlankPart[]): Uint8Array {
  const first = parts.filter(({ name }) => name === 'mimetype');
  const others = parts.filter(({ name }) => name !== 'mimetype');
  return zipSync(
    {
      ...Object.fromEntries(
        first.map(({ name, text }) => [name, [Buffer.from(text.trim()), STORED]]),
      ),
      ...Object.fromEntries(others.map(({ name, text }) => [name, Buffer.from(text)])),
    },
    { mtime: TIMELESS },
  );
}

const STORED = { level: 0 as const };
