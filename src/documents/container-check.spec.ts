import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { checkContainer } from './container-check.js';

const zipped = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8(`<x>${name}</x>`)])));

const docx = zipped('[Content_Types].xml', '_rels/.rels', 'word/document.xml');
const xlsx = zipped('[Content_Types].xml', 'xl/workbook.xml');
const odt = zipSync({
  mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
  'content.xml': strToU8('<x/>'),
});
const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
const loginPage = '<!DOCTYPE html><html><title>Sign in</title></html>';

async function outcome(
  content: Uint8Array | string,
  extension: string,
  { allowEmpty = true, chunk = 37 } = {},
): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += chunk)
      yield Uint8Array.from(bytes.subarray(at, at + chunk));
  }
  const passed: Uint8Array[] = [];
  try {
    for await (const piece of checkContainer(pieces(), extension, { allowEmpty })) {
      passed.push(Buffer.from(piece));
      piece.fill(0);
    }
  } catch (error) {
    return (error as { code: string }).code;
  }
  expect(Buffer.concat(passed).equals(bytes)).toBe(true);
  return 'fine';
}

const REFUSED = 'documents/wrong-container';

describe('checkContainer', () => {
  it.each<[string, Uint8Array | string]>([
    ['docx', docx],
    ['docm', docx],
    ['xlsx', xlsx],
    ['pptx', zipped('[Content_Types].xml', 'ppt/presentation.xml')],
    ['vsdx', zipped('[Content_Types].xml', 'visio/document.xml')],
    ['docx', zipped('[content_types].xml', 'Word\\document.xml')],
    ['docx', Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])],
    ['odt', odt],
    ['epub', zipped('mimetype', 'META-INF/container.xml')],
    ['pages', zipped('Index/Document.iwa')],
    ['pdf', '\n%PDF-1.7\n%%EOF'],
    ['doc', ole],
    ['doc', '{\\rtf1 hello}'],
    ['doc', docx],
    ['xls', '\x09\x08\x10\x00\x00\x06'],
    ['xls', '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'],
    ['rtf', '\xef\xbb\xbf{\\rtf1 hello}'],
    ['txt', 'hello'],
    ['txt', ''],
    ['md', '# hello\n<b>bold</b>'],
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
    ['a login page', 'txt', loginPage],
    ['a login page', 'csv', `\xef\xbb\xbf \n<!-- x --><html lang="en">`],
    ['a login page in UTF-16', 'txt', Buffer.from(`\ufeff${loginPage}`, 'utf16le')],
    ['a login page', 'doc', loginPage],
    ['a login page', 'xml', loginPage],
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
    ['a PDF file', 'txt', '%PDF-1.4'],
    ['a PDF file', 'doc', '%PDF-1.4'],
    ['an OLE2 file', 'html', ole],
    ['no PDF file', 'pdf', 'hello'],
    ['plain text', 'rtf', 'hello'],
    ['plain text', 'doc', 'hello'],
    ['plain text', 'fodt', 'hello'],
    ['an empty file', 'docx', ''],
    ['an empty file', 'pdf', ''],
  ])('should refuse %s under .%s', async (_, extension, content) => {
    expect(await outcome(content, extension)).toBe(REFUSED);
  });

  it('should refuse an empty text where a save must not be empty', async () => {
    expect(await outcome('', 'txt', { allowEmpty: false })).toBe(REFUSED);
    expect(await outcome(' ', 'txt', { allowEmpty: false })).toBe('fine');
  });

  it('should find the directory of a file larger than what it holds', async () => {
    const big = zipSync(
      {
        '[Content_Types].xml': strToU8('<x/>'),
        'word/media/image.bin': new Uint8Array(3_000_000),
        'word/document.xml': strToU8('<x/>'),
      },
      { level: 0 },
    );
    expect(await outcome(big, 'docx', { chunk: 65_536 })).toBe('fine');
    expect(await outcome(big.slice(0, -4), 'docx', { chunk: 65_536 })).toBe(REFUSED);
    expect(await outcome(big, 'docx', { chunk: 5_000_000 })).toBe('fine');
  });

  it('should accept a directory too long to be held whole', async () => {
    const names = Array.from(
      { length: 12_000 },
      (_, n) => `word/media/a-rather-long-name-${n}.png`,
    );
    const many = zipped('[Content_Types].xml', ...names);
    expect(await outcome(many, 'docx', { chunk: 65_536 })).toBe('fine');
    expect(await outcome(many, 'xlsx', { chunk: 65_536 })).toBe(REFUSED);
  });

  it('should read a zip with a comment and a zip64 end record', async () => {
    const end = docx.length - 22;
    const withComment = Buffer.concat([docx, Buffer.from('note')]);
    withComment.writeUInt16LE(4, end + 20);
    expect(await outcome(withComment, 'docx')).toBe('fine');
    expect(await outcome(zip64(Buffer.from(docx), end), 'docx')).toBe('fine');
  });
});

/** The same archive with its sizes moved to zip64 records. */
function zip64(plain: Buffer, end: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(plain.readUInt32LE(end + 12)), 40);
  record.writeBigUInt64LE(BigInt(plain.readUInt32LE(end + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(end), 8);
  const last = Buffer.from(plain.subarray(end));
  last.writeUInt32LE(0xffffffff, 12);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([plain.subarray(0, end), record, locator, last]);
}
