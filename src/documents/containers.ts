import type { FileEnds } from './file-ends.js';
import { isWebPage, TextStart } from './text-start.js';
import { startsAsZip, zipDirectory } from './zip-directory.js';

/** Why the bytes cannot be of a format; undefined when they can. */
type Check = (file: FileEnds) => string | undefined;

interface Container {
  readonly check: Check;
  /** A file of no bytes at all is a valid one. */
  readonly mayBeEmpty: boolean;
}

const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Office writes such pages itself under .doc and .xls; a login page does not name the schema. */
const OFFICE_HTML = ['urn:schemas-microsoft-com:office', 'urn:schemas-microsoft-com:vml'];

export const containerOf = (extension: string): Container => CONTAINERS.get(extension) ?? ANYTHING;

const ooxml =
  (folder: string): Check =>
  (file) => {
    // A file that asks for a password is an OLE2 container with the encrypted package inside.
    if (isOle2(file)) return holdsEncryptedPackage(file) ? undefined : `it is no zip container`;
    return zipHolding(file, '[Content_Types].xml', [folder]);
  };

const openDocument =
  (kind: string): Check =>
  (file) => {
    const fault = zipHolding(file, 'mimetype', ['']);
    if (fault !== undefined) return fault;
    const stored = /^mimetype(application\/vnd\.[\w.-]+)/.exec(firstEntry(file));
    return stored === null || stored[1]!.includes(kind)
      ? undefined
      : `it says of itself that it is ${stored[1]}`;
  };

const zip: Check = (file) => zipHolding(file, undefined, ['']);

const ole2: Check = (file) => {
  if (isOle2(file) || isOldBinary(file)) return undefined;
  // Word and Excel also save these under the old extensions, and open them.
  if (startsAsZip(file.head))
    return zipHolding(file, '[Content_Types].xml', ['word/', 'xl/', 'ppt/']);
  const start = new TextStart(file.head);
  if (start.startsWith('{\\rtf') || start.startsWith('mime-version:')) return undefined;
  if (isWebPage(start, true))
    return OFFICE_HTML.some((name) => start.includes(name)) ? undefined : 'it is a web page';
  return isXml(start) ? undefined : 'it is none of the forms such files have';
};

const pdf: Check = (file) =>
  file.head.subarray(0, 1024).includes('%PDF-') ? undefined : 'the mark %PDF- is missing';

const text: Check = (file) =>
  binaryKind(file) ?? (isWebPage(new TextStart(file.head), true) ? 'it is a web page' : undefined);

const webPage: Check = (file) => binaryKind(file);

const xml: Check = (file) => {
  const start = new TextStart(file.head);
  if (isWebPage(start, false)) return 'it is a web page';
  return start.startsWith('<') ? undefined : 'it is no XML';
};

const starting =
  (...marks: readonly (string | RegExp)[]): Check =>
  (file) => {
    const start = file.head.toString('latin1', 0, 64);
    const fits = marks.some((mark) =>
      typeof mark === 'string' ? start.startsWith(mark) : mark.test(start),
    );
    return fits ? undefined : 'its first bytes are not those of such a file';
  };

const either =
  (...checks: readonly Check[]): Check =>
  (file) => {
    const faults = checks.map((check) => check(file));
    return faults.includes(undefined) ? undefined : faults[0];
  };

const rtf: Check = (file) =>
  new TextStart(file.head).startsWith('{\\rtf') ? undefined : 'the mark {\\rtf is missing';

const ANYTHING: Container = { check: () => undefined, mayBeEmpty: false };

const CONTAINERS: ReadonlyMap<string, Container> = new Map([
  ...family('docx docm dotx dotm docxf', ooxml('word/')),
  ...family('xlsx xlsm xlsb xltx xltm', ooxml('xl/')),
  ...family('pptx pptm ppsx ppsm potx potm', ooxml('ppt/')),
  ...family('vsdx vsdm vssx vssm vstx vstm', ooxml('visio/')),
  // Forms were packages once and are PDF files today.
  ...family('oform', either(ooxml('word/'), pdf)),
  ...family('odt ott', openDocument('.text')),
  ...family('ods ots', openDocument('.spreadsheet')),
  ...family('odp otp', openDocument('.presentation')),
  ...family('odg', openDocument('.graphics')),
  ...family('sxw stw sxc sxi', openDocument('sun.xml')),
  ...family('epub', (file) => zipHolding(file, 'META-INF/container.xml', [''])),
  ...family('pages numbers key hwpx xps oxps zip', zip),
  ...family('doc dot xls xlt ppt pps pot wps wpt et ett dps dpt', ole2),
  ...family(
    'hwp',
    either(starting('HWP Document File'), (f) => (isOle2(f) ? undefined : 'no OLE2')),
  ),
  ...family('pdf pdfa', pdf),
  ...family('djvu', starting('AT&TFORM')),
  ...family('rtf', rtf),
  ...family('txt csv tsv md', text, true),
  ...family('html htm', webPage, true),
  ...family('mht mhtml gdoc gsheet gslides', text),
  ...family('xml fodt fods fodp fb2 hml', xml),
  ...family('png', starting('\x89PNG\r\n')),
  ...family('jpg', starting('\xff\xd8\xff')),
  ...family('gif', starting('GIF8')),
  ...family('bmp', starting('BM')),
  ...family('tif tiff', starting('II*\0', 'MM\0*', 'II+\0', 'MM\0+')),
  ...family('webp', starting(/^RIFF[\s\S]{4}WEBP/)),
  ...family('heic heif', starting(/^[\s\S]{4}ftyp/)),
]);

function family(names: string, check: Check, mayBeEmpty = false): [string, Container][] {
  return names.split(' ').map((name) => [name, { check, mayBeEmpty }]);
}

/** A whole zip that lists `entry` and something below one of `folders`. */
function zipHolding(
  file: FileEnds,
  entry: string | undefined,
  folders: readonly string[],
): string | undefined {
  if (!startsAsZip(file.head)) return 'it is no zip container';
  const directory = zipDirectory(file.tail);
  if (directory === undefined) return 'it is cut off: the directory at its end is missing';
  const { names, isWhole } = directory;
  // Of a very long directory only the end is at hand: what is not in it may stand before.
  if (isWhole && entry !== undefined && !names.includes(entry.toLowerCase()))
    return `the entry ${entry} is missing`;
  const holdsOne = folders.some((folder) => names.some((name) => name.startsWith(folder)));
  if (holdsOne) return undefined;
  return names.length === 0 ? 'it holds nothing' : `the folder ${folders.join(' or ')} is missing`;
}

const isOle2 = ({ head }: FileEnds): boolean => head.subarray(0, 8).equals(OLE2);

/** Excel 2 to 4 and Word 2 wrote streams without a container. */
const isOldBinary = ({ head }: FileEnds): boolean =>
  (head[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1)) ||
  (head[0] === 0xdb && head[1] === 0xa5);

const holdsEncryptedPackage = ({ head, tail }: FileEnds): boolean => {
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  return head.includes(name) || tail.includes(name);
};

/** What no text is. */
function binaryKind(file: FileEnds): string | undefined {
  if (startsAsZip(file.head)) return 'it is a zip container';
  if (isOle2(file)) return 'it is an OLE2 container';
  return file.head.subarray(0, 5).equals(Buffer.from('%PDF-')) ? 'it is a PDF file' : undefined;
}

/** An XML declaration, or an element with a namespace. */
function isXml(start: TextStart): boolean {
  if (start.startsWith('<?xml')) return true;
  let at = 1;
  while (start.hasWordAt(at)) at++;
  return start.startsWith('<') && at > 1 && start.startsWith(':', at);
}

/** Name and content of a zip's first entry, when it is as short as a type; not more of what follows. */
function firstEntry({ head }: FileEnds): string {
  const [HEADER, LONGEST] = [30, 100];
  if (head.length < HEADER) return '';
  const size = head.readUInt32LE(18) || LONGEST;
  const name = head.readUInt16LE(26);
  return head.toString('latin1', HEADER, HEADER + name + Math.min(size, LONGEST));
}
