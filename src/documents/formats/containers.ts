import type { FileSample } from './file-sample.js';
import {
  JUDGED_ENTRIES,
  kindOfType,
  officeOpenXmlKind,
  openDocumentType,
  type PackageKind,
} from './office-package.js';
import { isTypable, isWebPage, PAGE_IN_XML, TextStart, WRITTEN_PAGE } from './text-start.js';
import { startsAsZip, type ZipDirectory } from './zip-directory.js';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

/** A reason why the content may not have the format of the file's extension. */
export interface ContentFinding {
  readonly code: FindingCode;
  /** Completes the sentence "The content cannot be a .docx file: …". */
  readonly text: Sentence;
  /**
   * True when the content is proven to have another format, so that no program opens it as this one. False when it
   * only looks like it: a text that somebody typed may begin like a web page.
   */
  readonly isProof: boolean;
}

export type FindingCode =
  /** The file is empty, and an empty file has not this format. */
  | 'empty'
  /** A ZIP container without the directory at its end. */
  | 'cut-off'
  /** Proven to be another format. */
  | 'other-format'
  /** Begins like a web page: a login page, or a text that somebody typed. */
  | 'web-page'
  /** None of the known forms of such files. */
  | 'unrecognised';

export const proven = (
  text: Sentence,
  code: 'empty' | 'cut-off' | 'other-format' = 'other-format',
): ContentFinding => ({ code, text, isProof: true });

const doubtful = (
  text: Sentence,
  code: 'web-page' | 'unrecognised' = 'unrecognised',
): ContentFinding => ({ code, text, isProof: false });

/** Undefined when the bytes may have the format. */
type Check = (file: FileSample) => ContentFinding | undefined;

interface Container {
  readonly check: Check;
  /** An empty file is valid. */
  readonly mayBeEmpty: boolean;
  /** Entries of a ZIP container that the check reads. */
  readonly entries: readonly string[];
}

const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Office writes web pages with these schemas under .doc and .xls; a login page does not name them. */
const OFFICE_HTML = ['urn:schemas-microsoft-com:office', 'urn:schemas-microsoft-com:vml'];

export const containerOf = (extension: string): Container => CONTAINERS.get(extension) ?? ANYTHING;

const NAMES: Record<PackageKind, Sentence> = {
  text: sentence`a text document`,
  spreadsheet: sentence`a spreadsheet`,
  presentation: sentence`a presentation`,
  drawing: sentence`a drawing`,
};

const ooxml =
  (wanted: PackageKind): Check =>
  (file) => {
    if (isOle2(file)) {
      // A package with a password is a compound file with the encrypted package inside.
      return file.hasEncryptedPackage ? undefined : proven(sentence`it is a compound file (OLE2)`);
    }
    const zip = readZip(file);
    return 'finding' in zip ? zip.finding : packageFinding(file, zip.directory, wanted);
  };

function packageFinding(
  file: FileSample,
  directory: ZipDirectory,
  wanted?: PackageKind,
): ContentFinding | undefined {
  const kind = officeOpenXmlKind(file, directory);
  if (kind === 'no-package') return proven(sentence`the entry [Content_Types].xml is missing`);
  if (kind === 'another-package')
    return proven(sentence`it has no main part of an office document`);
  if (kind === 'unreadable') return doubtful(sentence`its list of parts could not be read`);
  return wanted === undefined || kind === wanted
    ? undefined
    : proven(sentence`it is ${NAMES[kind]}`);
}

const openDocument =
  (wanted: PackageKind): Check =>
  (file) => {
    const zip = readZip(file);
    if ('finding' in zip) return zip.finding;
    const type = openDocumentType(file, zip.directory);
    if (type === undefined) return looksLikeOpenDocument(zip.directory);
    const kind = kindOfType(type);
    if (kind === wanted) return undefined;
    const text = sentence`its media type is ${type.slice(0, 100)}`;
    return kind !== undefined || type === 'application/epub+zip' ? proven(text) : doubtful(text);
  };

/** For a package that does not state its type. */
const looksLikeOpenDocument = ({ entries, isWhole }: ZipDirectory): ContentFinding | undefined =>
  !isWhole || entries.has('content.xml') || entries.has('meta-inf/manifest.xml')
    ? undefined
    : proven(sentence`the entries mimetype and content.xml are missing`);

const epub: Check = (file) => {
  const zip = readZip(file);
  if ('finding' in zip) return zip.finding;
  const { entries, isWhole } = zip.directory;
  if (!isWhole || entries.has('meta-inf/container.xml')) return undefined;
  return proven(sentence`the entry META-INF/container.xml is missing`);
};

const zip: Check = (file) => {
  const read = readZip(file);
  return 'finding' in read ? read.finding : undefined;
};

/** All forms that Office opens under its old extensions, because programs export them under these. */
const oldOffice: Check = (file) => {
  if (isOle2(file) || isOldBinary(file)) return undefined;
  const read = readZip(file);
  if ('directory' in read) return packageFinding(file, read.directory);
  if (startsAsZip(file.head)) return read.finding;
  const foreign = pdfFinding(file) ?? imageFinding(file);
  if (foreign !== undefined) return foreign;
  const start = new TextStart(file.head);
  if (!isWebPage(start, WRITTEN_PAGE))
    return start.isText()
      ? undefined
      : doubtful(sentence`it has none of the known forms of such files`);
  return OFFICE_HTML.some((name) => start.includes(name)) ? undefined : WEB_PAGE;
};

const WEB_PAGE = doubtful(sentence`it begins like a web page`, 'web-page');

const pdf: Check = (file) => {
  // Programs search the first 1024 bytes for the signature, some search further.
  const at = file.head.indexOf('%PDF-');
  if (at < 0) return proven(sentence`the signature %PDF- is missing`);
  return at < 1024
    ? undefined
    : doubtful(sentence`the signature %PDF- is not in the first 1024 bytes`);
};

/** A text that somebody typed may look like almost anything. */
const text: Check = (file) =>
  binaryFinding(file) ?? (isWebPage(new TextStart(file.head), WRITTEN_PAGE) ? WEB_PAGE : undefined);

const webPage: Check = (file) => binaryFinding(file);

const xml: Check = (file) => {
  const start = new TextStart(file.head);
  if (isWebPage(start, PAGE_IN_XML)) return WEB_PAGE;
  return (
    binaryFinding(file) ?? (start.startsWith('<') ? undefined : doubtful(sentence`it is no XML`))
  );
};

/** An XML format that only programs write. */
const flatXml: Check = (file) => {
  const start = new TextStart(file.head);
  if (isWebPage(start, PAGE_IN_XML)) return proven(sentence`it is a web page`);
  return start.startsWith('<') ? undefined : proven(sentence`it is no XML`);
};

const starting =
  (...marks: readonly (string | RegExp)[]): Check =>
  (file) => {
    const start = file.head.toString('latin1', 0, 64);
    const fits = marks.some((mark) =>
      typeof mark === 'string' ? start.startsWith(mark) : mark.test(start),
    );
    return fits
      ? undefined
      : proven(sentence`its first bytes are not the signature of such a file`);
  };

const either =
  (...checks: readonly Check[]): Check =>
  (file) => {
    const findings = checks.map((check) => check(file));
    if (findings.includes(undefined)) return undefined;
    return findings.find((finding) => finding?.isProof === false) ?? findings[0];
  };

const rtf: Check = (file) => {
  const start = new TextStart(file.head);
  if (start.startsWith('{\\rtf')) return undefined;
  if (isWebPage(start, WRITTEN_PAGE)) return WEB_PAGE;
  return binaryFinding(file) ?? doubtful(sentence`the signature {\\rtf is missing`);
};

const ANYTHING: Container = { check: () => undefined, mayBeEmpty: false, entries: [] };

const CONTAINERS: ReadonlyMap<string, Container> = new Map([
  ...family('docx docm dotx dotm docxf', ooxml('text')),
  ...family('xlsx xlsm xlsb xltx xltm', ooxml('spreadsheet')),
  ...family('pptx pptm ppsx ppsm potx potm', ooxml('presentation')),
  ...family('vsdx vsdm vssx vssm vstx vstm', ooxml('drawing')),
  // Forms were packages once and are PDF files today.
  ...family('oform', either(ooxml('text'), pdf)),
  ...family('odt ott sxw stw', openDocument('text')),
  ...family('ods ots sxc', openDocument('spreadsheet')),
  ...family('odp otp sxi', openDocument('presentation')),
  ...family('odg', openDocument('drawing')),
  ...family('epub', epub),
  ...family('pages numbers key hwpx xps oxps zip', zip),
  ...family('doc dot xls xlt ppt pps pot wps wpt et ett dps dpt', oldOffice),
  ...family(
    'hwp',
    either(starting('HWP Document File'), (f) =>
      isOle2(f) ? undefined : proven(sentence`no OLE2`),
    ),
  ),
  ...family('pdf pdfa', pdf),
  ...family('djvu', starting('AT&TFORM', /^FORM[\s\S]{4}DJV/)),
  ...plain('txt csv tsv md', text),
  ...plain('html htm', webPage),
  ...plain('xml', xml),
  ...plain('rtf', rtf),
  ...family('mht mhtml gdoc gsheet gslides', text),
  ...family('fodt fods fodp fb2 hml', flatXml),
  ...family('png', starting('\x89PNG\r\n')),
  ...family('jpg', starting('\xff\xd8\xff')),
  ...family('gif', starting('GIF8')),
  ...family('bmp', starting('BM')),
  ...family('tif tiff', starting('II*\0', 'MM\0*', 'II+\0', 'MM\0+')),
  ...family('webp', starting(/^RIFF[\s\S]{4}WEBP/)),
  ...family('heic heif', starting(/^[\s\S]{4}ftyp/)),
]);

function family(names: string, check: Check): [string, Container][] {
  return names
    .split(' ')
    .map((name) => [name, { check, mayBeEmpty: false, entries: JUDGED_ENTRIES }]);
}

/** Formats that people type: an empty file is valid, and there are no entries to read. */
function plain(names: string, check: Check): [string, Container][] {
  return names.split(' ').map((name) => [name, { check, mayBeEmpty: true, entries: [] }]);
}

type ReadZip = { readonly directory: ZipDirectory } | { readonly finding: ContentFinding };

/** A file with a zip directory at its end is a zip, whatever comes before the zip. */
function readZip(file: FileSample): ReadZip {
  const directory = file.zipDirectory();
  if (directory === undefined) {
    const finding = startsAsZip(file.head)
      ? proven(sentence`it is cut off: the directory at its end is missing`, 'cut-off')
      : proven(sentence`it is no zip container`);
    return { finding };
  }
  if (directory.isWhole && directory.entries.size === 0)
    return { finding: proven(sentence`the zip container is empty`) };
  return { directory };
}

const isOle2 = ({ head }: FileSample): boolean => head.subarray(0, 8).equals(OLE2);

/** Excel 2 to 4 and Word 2 wrote streams without a container. */
const isOldBinary = ({ head }: FileSample): boolean =>
  (head[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1)) ||
  (head[0] === 0xdb && head[1] === 0xa5);

const isAllText = ({ head, tail }: FileSample): boolean => isTypable(head) && isTypable(tail);

/** Formats that no text has. The signatures of the first two have bytes that no keyboard types; that of a PDF is text. */
function binaryFinding(file: FileSample): ContentFinding | undefined {
  if (isOle2(file)) return proven(sentence`it is a compound file (OLE2)`);
  if (startsAsZip(file.head))
    return file.zipDirectory() === undefined
      ? doubtful(sentence`it begins like a zip container`)
      : proven(sentence`it is a zip container`);
  const foreign = pdfFinding(file);
  return foreign === undefined || isAllText(file) ? undefined : foreign;
}

function pdfFinding(file: FileSample): ContentFinding | undefined {
  if (!file.head.subarray(0, 5).equals(Buffer.from('%PDF-'))) return undefined;
  const isWhole = file.tail.subarray(-2048).includes('%%EOF');
  return isWhole
    ? proven(sentence`it is a PDF file`)
    : doubtful(sentence`it begins like a PDF file`);
}

const imageFinding = (file: FileSample): ContentFinding | undefined => {
  const isImage =
    starting('\x89PNG\r\n', '\xff\xd8\xff')(file) === undefined ||
    // A table exported as text may begin with these letters.
    (starting('GIF8')(file) === undefined && !isAllText(file));
  return isImage ? proven(sentence`it is an image`) : undefined;
};
