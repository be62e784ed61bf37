import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import {
  compoundFile,
  officeOpenXml,
  zipOf,
  type OfficeOpenXmlFormat,
} from '../../../test/containers.js';
import { checkContainer, refuseProven } from './container-check.js';
import type { ContentFinding } from './containers.js';

const zipped = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8(`<x>${name}</x>`)])));

const docx = zipped('[Content_Types].xml', '_rels/.rels', 'word/document.xml');
const xlsx = zipped('[Content_Types].xml', 'xl/workbook.xml');
const odt = zipSync({
  mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
  'content.xml': strToU8('<x/>'),
});
const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
const withComment = (zip: Uint8Array, comment: Uint8Array): Buffer => {
  const whole = Buffer.concat([zip, comment]);
  whole.writeUInt16LE(comment.length, zip.length - 2);
  return whole;
};
const NUL = Buffer.alloc(1);
const END = Buffer.from('\n%%EOF\n');
const binaryPdf = Buffer.concat([
  Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\nstream\n', 'latin1'),
  Buffer.from('789c0b0a0200', 'hex'),
  END,
]);
const loginPage = '<!DOCTYPE html><html><title>Sign in</title></html>';

async function outcome(
  content: Uint8Array | string,
  extension: string,
  { allowEmpty = true, chunk = 37, onFinding = refuseProven(extension) } = {},
): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += chunk)
      yield Uint8Array.from(bytes.subarray(at, at + chunk));
  }
  const passed: Uint8Array[] = [];
  try {
    for await (const piece of checkContainer(pieces(), extension, { allowEmpty, onFinding })) {
      passed.push(Buffer.from(piece));
      piece.fill(0);
    }
  } catch (error) {
    return (error as { code: string }).code;
  }
  expect(Buffer.concat(passed).equals(bytes)).toBe(true);
  return 'fine';
}

/** What is reported of a save whose content an upload would take or refuse. */
async function findings(content: string | Uint8Array, extension: string): Promise<string[]> {
  const found: ContentFinding[] = [];
  const onFinding = (finding: ContentFinding): void => void found.push(finding);
  expect(await outcome(content, extension, { onFinding })).toBe('fine');
  return found.map(({ code, isProof }) => `${code}${isProof ? '!' : ''}`);
}

/** Doubts set nothing apart. */
const proofs = (found: readonly string[]): string[] => found.filter((each) => each.endsWith('!'));

const REFUSED = 'documents/wrong-container';

describe('checkContainer', () => {
  it.each<[string, Uint8Array | string]>([
    ['docx', docx],
    ['docm', docx],
    ['xlsx', xlsx],
    ['pptx', zipped('[Content_Types].xml', 'ppt/presentation.xml')],
    ['vsdx', zipped('[Content_Types].xml', 'visio/document.xml')],
    ['docx', zipped('[content_types].xml', 'Word\\document.xml')],
    ['docx', compoundFile('EncryptedPackage', 0)],
    ['xlsx', compoundFile('EncryptedPackage', 5000)],
    ['pptx', compoundFile('EncryptedPackage', 1)],
    ['odt', odt],
    ['epub', zipped('mimetype', 'META-INF/container.xml')],
    ['pages', zipped('Index/Document.iwa')],
    ['pdf', '\n%PDF-1.7\n%%EOF'],
    ['doc', ole],
    ['doc', zipOf(officeOpenXml('docx', 'content/text.xml'))],
    ['xls', compoundFile('EncryptedPackage', 2)],
    ['xls', '<table border="1"><tr><td>Konto</td><td>Betrag</td></tr></table>'],
    ['xls', loginPage],
    ['xls', 'Konto\tBetrag\r\n1000\t12.50\r\n'],
    ['xls', Buffer.from('\ufeffKonto\tBetrag\r\n', 'utf16le')],
    ['xls', Buffer.from('Konto;Betrag\r\n', 'utf16le')],
    ['xls', 'ID;PWXL;N;E\r\nC;Y1;X1;K"SYLK"\r\nE\r\n'],
    ['xls', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'],
    ['ppt', 'MIME-Version: 1.0\r\n'],
    ['doc', 'hello'],
    ['doc', '\x31\xbe\x00\x00\x00\xab'],
    ['doc', '{\\rtf1 hello}'],
    ['doc', docx],
    // A comment that quotes the end of another zip.
    ['docx', withComment(docx, Buffer.concat([docx.slice(-22), Buffer.alloc(12)]))],
    ['docx', Buffer.concat([withComment(docx, Buffer.from('x')), Buffer.alloc(512)])],
    ['xls', '\x09\x08\x10\x00\x00\x06'],
    ['xls', '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'],
    ['rtf', '\xef\xbb\xbf{\\rtf1 hello}'],
    ['txt', 'hello'],
    ['txt', ''],
    ['md', '# hello\n<b>bold</b>'],
    ['md', '<!DOCTYPE html>\n\nNotes on how a page begins.\n'],
    ['txt', loginPage],
    ['txt', Buffer.from(`\ufeff${loginPage}`, 'utf16le')],
    ['csv', `\xef\xbb\xbf \n<!-- x --><html lang="en">`],
    ['txt', '%PDF-1.7 is how a PDF file begins.'],
    ['xls', 'GIF89a\tBM\r\n1\t2\r\n'],
    ['md', 'PK\x03\x04 is how a zip begins; nothing of one follows here.'],
    ['rtf', 'hello'],
    ['rtf', ''],
    ['xml', ''],
    ['xml', 'hello'],
    ['xml', loginPage],
    ['csv', 'a;b\n1;2'],
    ['html', loginPage],
    ['fodt', '<?xml version="1.0"?><office:document/>'],
    ['xml', '\xff\xfe<\0a\0/\0>\0'],
    ['png', '\x89PNG\r\n\x1a\n'],
  ])('should let a real .%s file pass unchanged', async (extension, content) => {
    expect(await outcome(content, extension)).toBe('fine');
  });

  it.each<[string, string, Uint8Array | string]>([
    ['a login page', 'docx', loginPage],
    ['a login page', 'odt', loginPage],
    ['a cut-off zip', 'docx', docx.slice(0, -30)],
    ['a zip cut off after its first entry', 'docx', docx.slice(0, 60)],
    ['another format', 'docx', xlsx],
    ['another format', 'xlsx', docx],
    ['a zip of something else', 'docx', zipped('readme.txt')],
    ['a package without its main part', 'docx', zipped('[Content_Types].xml')],
    ['an OLE2 file without a package', 'docx', ole],
    ['a text document', 'ods', odt],
    ['a zip', 'txt', docx],
    ['a PDF file', 'txt', binaryPdf],
    ['a PDF file', 'csv', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(70_000), END])],
    ['a PDF file', 'md', Buffer.concat([Buffer.from('%PDF-1.4\n'.repeat(9_000)), NUL, END])],
    ['a PDF file', 'doc', '%PDF-1.4\n%%EOF'],
    ['an image', 'xls', '\x89PNG\r\n\x1a\n'],
    ['an image', 'xls', 'GIF89a\x01\0\x01\0\x80'],
    ['an OpenDocument package', 'doc', odt],
    ['a zip of something else', 'xls', zipped('readme.txt')],
    ['a zip of something else', 'ods', zipped('readme.txt')],
    ['an OLE2 file', 'html', ole],
    ['no PDF file', 'pdf', 'hello'],
    ['plain text', 'fodt', 'hello'],
    ['an empty file', 'docx', ''],
    ['an empty file', 'pdf', ''],
  ])('should refuse %s under .%s', async (_, extension, content) => {
    expect(await outcome(content, extension)).toBe(REFUSED);
  });

  // Whatever a person types is a text.
  describe.each(['txt', 'md', 'csv', 'tsv', 'html', 'htm', 'xml', 'rtf'])('of a .%s', (typed) => {
    it.each([
      '%PDF-1.7',
      '%PDF-1.4\n1 0 obj\n<< /Length 5 >>\nstream\nhello\nendstream\nendobj\n',
      '%!PS-Adobe-3.0\n',
      '{\\rtf1 hello}',
      '<!DOCTYPE html>\n',
      '<html><form>',
      'PK',
      'GIF89a',
      'BM',
      'II*',
      'RIFF....WEBP',
      'AT&TFORM',
      'HWP Document File',
    ])('should neither refuse nor set apart %j, however it goes on', async (start) => {
      const written = [
        Buffer.from(`${start}\n%%EOF`),
        Buffer.from(`${start}\t\f\x1b$B\r\n%%EOF\x1a`),
        Buffer.from(`${start} Gr\u00fc\u00dfe \u65e5\u672c \ud83d\ude00\n%%EOF\n`),
        Buffer.from(`${start} Gr\u00fc\u00dfe\n%%EOF\n`, 'latin1'),
      ];
      for (const bytes of written) expect(proofs(await findings(bytes, typed))).toEqual([]);
    });
  });

  it('should not even doubt a text that begins like a PDF file', async () => {
    expect(await findings('%PDF-1.7\n%%EOF', 'md')).toEqual([]);
    expect(await findings(`%PDF-1.7\n${'x'.repeat(70_000)}\n%%EOF`, 'md')).toEqual([]);
    expect(await findings('%PDF-1.7 is how a PDF file begins.', 'txt')).toEqual([]);
    expect(await findings(binaryPdf, 'txt')).toEqual(['other-format!']);
    expect(await findings('%PDF-1.7\n\x00\x01', 'txt')).toEqual(['unrecognised']);
  });

  it('should refuse an empty text where a save must not be empty', async () => {
    expect(await outcome('', 'txt', { allowEmpty: false })).toBe(REFUSED);
    expect(await outcome(' ', 'txt', { allowEmpty: false })).toBe('fine');
  });

  it('should find the directory of a file larger than the sample', async () => {
    const big = zipSync(
      {
        '[Content_Types].xml': strToU8('<x/>'),
        'word/media/image.bin': new Uint8Array(3_000_000),
        'word/document.xml': strToU8('<x/>'),
      },
      { level: 0 },
    );
    expect(await outcome(big, 'docx', { chunk: 65_536 })).toBe('fine');
    expect(await outcome(big, 'docx', { chunk: 99_991 })).toBe('fine');
    expect(await outcome(big.slice(0, -4), 'docx', { chunk: 65_536 })).toBe(REFUSED);
    expect(await outcome(big, 'docx', { chunk: 5_000_000 })).toBe('fine');
  });

  it('should accept a directory longer than the sample', async () => {
    const names = Array.from(
      { length: 12_000 },
      (_, n) => `word/media/a-rather-long-name-${n}.png`,
    );
    const many = zipped('[Content_Types].xml', ...names);
    expect(await outcome(many, 'docx', { chunk: 65_536 })).toBe('fine');
    expect(await outcome(many, 'xlsx', { chunk: 65_536 })).toBe(REFUSED);
  });

  it('should report findings to a save instead of failing, and find none in common exports', async () => {
    expect(await findings(loginPage, 'md')).toEqual(['web-page']);
    expect(await findings(loginPage, 'docx')).toEqual(['other-format!']);
    expect(await findings(docx.slice(0, -30), 'docx')).toEqual(['cut-off!']);
    expect(await findings('', 'docx')).toEqual(['empty!']);
    expect(await findings('', 'md')).toEqual([]);
    expect(await findings('<table><tr><td>1</td></tr></table>', 'xls')).toEqual([]);
    expect(await findings('a\tb\r\n', 'xls')).toEqual([]);
    expect(await findings(loginPage, 'xls')).toEqual(['web-page']);
    expect(await findings('\x00\x01\x02', 'doc')).toEqual(['unrecognised']);
  });

  it('should fail at every finding without a callback', async () => {
    async function* page() {
      yield Buffer.from(loginPage);
    }
    const drained = async (): Promise<void> => {
      for await (const _ of checkContainer(page(), 'txt', { allowEmpty: true }));
    };
    await expect(drained()).rejects.toMatchObject({ code: REFUSED });
  });
});

describe('a package', () => {
  const formats = ['docx', 'xlsx', 'xlsb', 'pptx', 'vsdx'] as const;
  const folder = fc.constantFrom(
    '',
    'word/',
    'xl/',
    'ppt/',
    'book/',
    'Inhalt mit Leerschlag/',
    'ä/',
  );
  const padding = fc.integer({ min: 0, max: 90_000 });

  /** Packages of every shape the standard allows, wherever their parts and their directory lie. */
  const packages = fc.record({
    format: fc.constantFrom<OfficeOpenXmlFormat>(...formats),
    main: fc.tuple(folder, fc.constantFrom('main.xml', 'Document.XML', 'workbook.bin')),
    types: fc.record({ isByExtension: fc.boolean(), isUtf16: fc.boolean() }),
    order: fc.integer({ min: 0, max: 5 }),
    padding: fc.tuple(padding, padding),
    nested: fc.option(fc.constantFrom<OfficeOpenXmlFormat>(...formats)),
    shape: fc.record({
      before: fc.constantFrom(Buffer.alloc(0), Buffer.from('\r\n'), Buffer.alloc(70_000, 'x')),
      after: fc.constantFrom(Buffer.alloc(0), Buffer.from('\r\n'), Buffer.alloc(70_000)),
      comment: fc.constantFrom('', 'made by a program'),
      isStreamed: fc.boolean(),
      isStored: fc.boolean(),
      isZip64: fc.boolean(),
    }),
    chunk: fc.constantFrom(997, 65_536, 10_000_000),
  });
  type Package = typeof packages extends fc.Arbitrary<infer T> ? T : never;

  function bytesOf({ format, main, types, order, padding: [one, two], nested, shape }: Package) {
    const [first, second, third] = officeOpenXml(format, main.join(''), types);
    const orders = [
      ...[
        [first, second, third],
        [first, third, second],
        [second, first, third],
      ],
      ...[
        [second, third, first],
        [third, first, second],
        [third, second, first],
      ],
    ];
    const [a, b, c] = orders[order]!;
    // Another package inside, stored as it is, has entries of the same names.
    const inside = nested === null ? 'none' : zipOf(officeOpenXml(nested, 'main.xml'));
    const random = (length: number) =>
      Buffer.from(Array.from({ length }, (_, n) => (n * 7919) % 251));
    return zipOf(
      [['embedded.bin', inside], a!, ['media/1', random(one)], b!, ['media/2', random(two)], c!],
      shape,
    );
  }
  const family = (format: OfficeOpenXmlFormat) => (format === 'xlsb' ? 'xlsx' : format);

  it('should be judged by its content types and relationships wherever its parts are', async () => {
    await fc.assert(
      fc.asyncProperty(packages, async (made) => {
        const { format, chunk } = made;
        const bytes = bytesOf(made);
        for (const extension of formats) {
          const isSame = family(extension) === family(format);
          expect(await outcome(bytes, extension, { chunk })).toBe(isSame ? 'fine' : REFUSED);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('should be judged in the same way when it has more entries than are kept', async () => {
    const many = Array.from(
      { length: 70_000 },
      (_, n) => [`xl/media/rather-long-name-of-a-picture-${n}.png`, 'x'] as const,
    );
    const options = { chunk: 65_536 };
    const [types, relationships, main] = officeOpenXml('docx', 'somewhere/text.xml');
    const huge = zipOf([...many, types!, relationships!, main!], { isZip64: true, isStored: true });
    expect(await outcome(huge, 'docx', options)).toBe('fine');
    expect(await outcome(huge, 'xlsx', options)).toBe(REFUSED);
    const typesFirst = zipOf([types!, relationships!, main!, ...many], { isStored: true });
    expect(await outcome(typesFirst, 'docx', options)).toBe('fine');
    expect(await outcome(typesFirst, 'pptx', options)).toBe(REFUSED);
  });

  it('should be accepted when its list of parts cannot be read', async () => {
    const [types, relationships, main] = officeOpenXml('docx', 'main.xml');
    const secret = zipOf([types!, relationships!, main!]);
    // The flag "encrypted" of the first entry.
    secret.writeUInt16LE(1, 6);
    expect(await outcome(secret, 'docx')).toBe('fine');
    expect(await findings(secret, 'docx')).toEqual(['unrecognised']);
  });

  it('should be accepted with relationships that name no main part', async () => {
    const [types, , main] = officeOpenXml('xlsx', 'book/main.xml');
    expect(await outcome(zipOf([types!, main!]), 'xlsx')).toBe('fine');
    expect(await outcome(zipOf([types!, main!]), 'docx')).toBe(REFUSED);
  });
});

describe('an OpenDocument package', () => {
  const manifest = (type: string) =>
    `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">` +
    `<!-- <manifest:file-entry manifest:full-path="/" manifest:media-type="a/b"/> -->` +
    `<manifest:file-entry manifest:media-type='application/vnd.oasis.opendocument.${type}' manifest:full-path='/'/>` +
    `</manifest:manifest>`;

  it('should be judged by its manifest when it has no mimetype', async () => {
    const ods = zipOf([
      ['content.xml', '<x/>'],
      ['META-INF/manifest.xml', manifest('spreadsheet')],
    ]);
    expect(await outcome(ods, 'ods')).toBe('fine');
    expect(await outcome(ods, 'ots')).toBe('fine');
    expect(await outcome(ods, 'odt')).toBe(REFUSED);
  });

  it('should be judged by a mimetype that is neither first nor stored', async () => {
    const entries = (type: string) =>
      [
        ['content.xml', '<x/>'],
        ['mimetype', `application/vnd.oasis.opendocument.${type}\n`],
      ] as const;
    expect(await outcome(zipOf(entries('text')), 'odt')).toBe('fine');
    expect(await outcome(zipOf(entries('text-template')), 'odt')).toBe('fine');
    expect(await outcome(zipOf(entries('presentation'), { isStreamed: true }), 'odp')).toBe('fine');
    expect(await outcome(zipOf(entries('text')), 'ods')).toBe(REFUSED);
  });

  it('should be accepted without a type, or with an unknown one', async () => {
    expect(await outcome(zipOf([['content.xml', '<x/>']]), 'odt')).toBe('fine');
    const odd = [
      ['mimetype', 'application/octet-stream'],
      ['content.xml', '<x/>'],
    ] as const;
    expect(await outcome(zipOf(odd), 'odt')).toBe('fine');
  });
});
