/** `documentType` of the editor's configuration. */
export type DocumentType = 'word' | 'cell' | 'slide' | 'pdf' | 'diagram';

/** One line of the Document Server's own table (`config/formats.json`, `GET /meta/formats`). */
export interface FormatEntry {
  readonly name: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly convert: readonly string[];
  readonly mime: readonly string[];
}

export interface Format {
  /** The extension: lower case, without dot. */
  readonly name: string;
  /** Undefined for formats that no editor opens. */
  readonly documentType: DocumentType | undefined;
  readonly actions: readonly string[];
  readonly convert: readonly string[];
  /** The first media type of the table; `application/octet-stream` where it names none. */
  readonly mime: string;
  /** True when the editor can show it. */
  readonly opensInEditor: boolean;
  /** True when the editor can save changes, possibly with loss of formatting. */
  readonly isEditable: boolean;
  /** Of an old format: the one that the editor saves its changes in. Undefined for all others. */
  readonly savedAs: string | undefined;
}

const OOXML: Partial<Record<DocumentType, string>> = { word: 'docx', cell: 'xlsx', slide: 'pptx' };
const DOCUMENT_TYPES: ReadonlySet<string> = new Set(['word', 'cell', 'slide', 'pdf', 'diagram']);

/**
 * The known file formats and what can be done with them. Starts with the bundled table; the Document Server's own
 * table may replace it at run time.
 */
export class FormatTable {
  #formats: ReadonlyMap<string, Format> = new Map();

  constructor(entries: readonly FormatEntry[]) {
    this.replace(entries);
  }

  replace(entries: readonly FormatEntry[]): void {
    this.#formats = new Map(entries.map((entry) => [entry.name.toLowerCase(), formatOf(entry)]));
  }

  find(extension: string): Format | undefined {
    return this.#formats.get(extension.toLowerCase());
  }

  all(): readonly Format[] {
    return [...this.#formats.values()];
  }
}

function formatOf(entry: FormatEntry): Format {
  const documentType = DOCUMENT_TYPES.has(entry.type) ? (entry.type as DocumentType) : undefined;
  // gdoc, gsheet and gslides are links to another service: they have a type, but no content to convert.
  const hasContent = entry.convert.length > 0;
  const isEditable = entry.actions.includes('edit') || entry.actions.includes('lossy-edit');
  const successor = documentType && OOXML[documentType];
  const isSavedAsSuccessor =
    !isEditable &&
    entry.actions.includes('auto-convert') &&
    entry.convert.includes(successor ?? '');
  return {
    name: entry.name.toLowerCase(),
    documentType,
    actions: entry.actions,
    convert: entry.convert,
    // One row of the table has two types, separated by a comma.
    mime: entry.mime[0]?.split(',')[0]?.trim() ?? 'application/octet-stream',
    opensInEditor: documentType !== undefined && entry.actions.includes('view') && hasContent,
    isEditable,
    savedAs: isSavedAsSuccessor ? successor : undefined,
  };
}
