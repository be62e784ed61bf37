import type { FileSample } from './file-sample.js';
import type { ZipDirectory } from './zip-directory.js';

/** The kind of document, not the exact format: a template and a document with macros are both `text`. */
export type PackageKind = 'text' | 'spreadsheet' | 'presentation' | 'drawing';

const CONTENT_TYPES = '[content_types].xml';
const RELATIONSHIPS = '_rels/.rels';
const MIMETYPE = 'mimetype';
const MANIFEST = 'meta-inf/manifest.xml';

/** The entries of a ZIP container that the check reads. */
export const JUDGED_ENTRIES = [CONTENT_TYPES, RELATIONSHIPS, MIMETYPE, MANIFEST];

export type OfficeOpenXml = PackageKind | 'no-package' | 'another-package' | 'unreadable';

/**
 * The kind of an Office Open XML package, by ECMA-376 part 2: the relationship of the package names the main part,
 * and [Content_Types].xml states its type. The folder of the parts is only a convention; it decides when these two
 * files do not.
 */
export function officeOpenXmlKind(file: FileSample, directory: ZipDirectory): OfficeOpenXml {
  const content = file.entry(CONTENT_TYPES, directory);
  if (content === undefined && directory.isWhole && !directory.entries.has(CONTENT_TYPES))
    return 'no-package';
  const types = content && contentTypesIn(textOf(content));
  const main = mainPart(file.entry(RELATIONSHIPS, directory));
  const byMainPart = types && main !== undefined ? kindOfType(types.of(main)) : undefined;
  const kind = byMainPart ?? types?.onlyMainKind() ?? kindByFolder(directory);
  return kind ?? (types === undefined || main !== undefined ? 'unreadable' : 'another-package');
}

/** The media type that an OpenDocument package states: in its entry `mimetype`, else in its manifest. */
export function openDocumentType(file: FileSample, directory: ZipDirectory): string | undefined {
  const mimetype = file.entry(MIMETYPE, directory);
  const stated = mimetype && /^\s*([\w.+-]+\/[\w.+-]+)/.exec(textOf(mimetype).slice(0, 200))?.[1];
  if (kindOfType(stated) !== undefined) return stated;
  const manifest = file.entry(MANIFEST, directory);
  const root = manifest && elements(textOf(manifest)).find((it) => it.get('full-path') === '/');
  return root?.get('media-type') || stated;
}

/** The kind for a media type or the content type of a main part; undefined for anything else. */
export function kindOfType(type: string | undefined): PackageKind | undefined {
  const known = type?.toLowerCase() ?? '';
  return KINDS.find(([mark]) => mark.test(known))?.[1];
}

const KINDS: readonly (readonly [RegExp, PackageKind])[] = [
  [/wordprocessingml|ms-word|opendocument\.text|sun\.xml\.writer/, 'text'],
  [/spreadsheetml|ms-excel|opendocument\.spreadsheet|sun\.xml\.calc/, 'spreadsheet'],
  [/presentationml|ms-powerpoint|opendocument\.presentation|sun\.xml\.impress/, 'presentation'],
  [/ms-visio|opendocument\.graphics|sun\.xml\.draw/, 'drawing'],
];

const FOLDERS: readonly (readonly [string, PackageKind])[] = [
  ['word/', 'text'],
  ['xl/', 'spreadsheet'],
  ['ppt/', 'presentation'],
  ['visio/', 'drawing'],
];

function kindByFolder({ entries }: ZipDirectory): PackageKind | undefined {
  const names = [...entries.keys()];
  return FOLDERS.find(([folder]) => names.some((name) => name.startsWith(folder)))?.[1];
}

interface ContentTypes {
  /** Of a part, by its own entry, else by its extension. */
  of(part: string): string | undefined;
  /** The kind of all main parts that are listed, when they agree. */
  onlyMainKind(): PackageKind | undefined;
}

function contentTypesIn(xml: string): ContentTypes {
  const parts = new Map<string, string>();
  const extensions = new Map<string, string>();
  for (const element of elements(xml)) {
    const type = element.get('contenttype') ?? '';
    const part = element.get('partname');
    const extension = element.get('extension');
    if (part !== undefined) parts.set(partName(part), type);
    else if (extension !== undefined) extensions.set(extension.toLowerCase(), type);
  }
  return {
    of: (part) => parts.get(part) ?? extensions.get(part.slice(part.lastIndexOf('.') + 1)),
    onlyMainKind: () => {
      const types = [...parts.values(), ...extensions.values()];
      const kinds = new Set(types.filter((type) => MAIN_TYPE.test(type)).map(kindOfType));
      return kinds.size === 1 ? [...kinds][0] : undefined;
    },
  };
}

/** `….document.main+xml`, `….sheet.binary.macroEnabled.main`; parts that are embedded have other types. */
const MAIN_TYPE = /\.main(\+xml)?$/i;

/** The name of the main part. In Visio files the relationship type ends in `…/document`. */
function mainPart(relationships: Buffer | undefined): string | undefined {
  if (relationships === undefined) return undefined;
  const main = elements(textOf(relationships)).find((element) =>
    /\/(officeDocument|relationships\/document)$/i.test(element.get('type') ?? ''),
  );
  const target = main?.get('target');
  return target === undefined ? undefined : partName(target);
}

/** Absolute, in lower case, unescaped. */
function partName(target: string): string {
  const path = URL.parse(target, 'http://package/')?.pathname ?? target;
  try {
    return decodeURIComponent(path).toLowerCase();
  } catch {
    return path.toLowerCase();
  }
}

const ELEMENT = /<(?:[\w.-]+:)?[A-Za-z][\w.-]*((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))+)\s*\/?>/g;
const ATTRIBUTE = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of every element, by their local names in lower case. The XML may be cut off: it is not validated. */
function elements(xml: string): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  for (const [, attributes = ''] of withoutComments(xml).matchAll(ELEMENT)) {
    const all = [...attributes.matchAll(ATTRIBUTE)];
    found.push(
      new Map(all.map(([, name, one, other]) => [name!.toLowerCase(), unescaped(one ?? other!)])),
    );
  }
  return found;
}

function withoutComments(xml: string): string {
  const [first = '', ...rest] = xml.split('<!--');
  // A comment that never ends hides what follows it.
  return first + rest.map((part) => part.split('-->').slice(1).join('-->')).join('');
}

const unescaped = (value: string): string =>
  value
    .replace(/&#(x?)([\da-f]+);/gi, (whole, hex: string, digits: string) => {
      const code = Number.parseInt(digits, hex === '' ? 10 : 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!);

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** OPC allows UTF-8 and UTF-16. */
function textOf(content: Buffer): string {
  const mark = content.length < 2 ? 0 : content.readUInt16BE(0);
  const isBig = mark === 0xfeff || mark === 0x003c;
  const isLittle = mark === 0xfffe || mark === 0x3c00;
  const encoding = isBig ? 'utf-16be' : isLittle ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(content);
}
