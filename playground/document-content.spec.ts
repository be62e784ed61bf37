import { describe, expect, it } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import {
  convertContent,
  newDocx,
  openContent,
  savedFormat,
  writtenFormat,
} from './document-content.js';

const body = (inner: string): Uint8Array =>
  zipSync({
    'word/document.xml': strToU8(`<w:document><w:body>${inner}</w:body></w:document>`),
    'word/media/image1.png': new Uint8Array([1, 2, 3]),
  });
const xmlOf = (docx: Uint8Array): string => strFromU8(unzipSync(docx)['word/document.xml']!);
const edited = (docx: Uint8Array, text: string): string =>
  xmlOf(openContent('docx', docx).write(text, 0));

const bold =
  '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">Dear </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Ann &amp; Bob</w:t></w:r></w:p>';

describe('a .docx', () => {
  it('should be shown as its paragraphs, with breaks and tabs as characters', () => {
    const docx = body(
      `${bold}<w:p/><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>`,
    );
    expect(openContent('docx', docx).text).toBe('Dear Ann & Bob\n\na\tb c');
  });

  it('should keep the formatting around a change and every other part', () => {
    const docx = body(bold);
    const file = openContent('docx', docx).write('Dear Ann & Bobby', 0);
    expect(xmlOf(file)).toContain('<w:b/></w:rPr><w:t xml:space="preserve">Ann &amp; Bobby</w:t>');
    expect(xmlOf(file)).toContain('<w:t xml:space="preserve">Dear </w:t>');
    expect(unzipSync(file)['word/media/image1.png']).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('should read back what was written', () => {
    const texts = [
      '',
      'x',
      'Dear\nnew\nAnn & Bob',
      'Dear Ann & Bob\na\t<b> c\nlast',
      'one\ntwo\nthree\nfour',
    ];
    const docx = body(
      `${bold}<w:p/><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>`,
    );
    for (const text of texts) {
      expect(openContent('docx', openContent('docx', docx).write(text, 0)).text).toBe(text);
    }
  });

  it('should add and remove paragraphs where that was done', () => {
    const three = body(
      '<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p><w:sectPr/>',
    );
    expect(edited(three, 'a\nc')).not.toContain('>b<');
    expect(openContent('docx', openContent('docx', three).write('a\nb\nnew\nc', 0)).text).toBe(
      'a\nb\nnew\nc',
    );
    expect(edited(three, 'a\nc')).toMatch(/<w:sectPr\/><\/w:body>/);
  });

  it('should leave a paragraph in its table cell', () => {
    const table = body(
      '<w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
    );
    expect(edited(table, 'a')).toMatch(/<w:tc><w:p>.*<\/w:p><\/w:tc>/);
  });

  it('should give back the very same bytes when nothing was changed', () => {
    const docx = newDocx(['a']);
    expect(openContent('docx', docx).write('a', 0)).toBe(docx);
  });

  it('should open an empty file as an empty document', () => {
    expect(openContent('docx', new Uint8Array()).text).toBe('');
  });
});

describe('other formats', () => {
  it('should keep byte order mark and line ends of a text', () => {
    const content = openContent('csv', strToU8('\uFEFFa;b\r\nc;d\r\n'));
    expect(content.text).toBe('a;b\nc;d\n');
    expect(Buffer.from(content.write('a;b\nx;d\n', 0)).toString()).toBe('\uFEFFa;b\r\nx;d\r\n');
  });

  it('should change a file it cannot show without harming it', () => {
    const xlsx = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') });
    const entries = unzipSync(openContent('xlsx', xlsx).write('', 1));
    expect(strFromU8(entries['xl/workbook.xml']!)).toBe('<workbook/>');
    expect(Object.keys(entries)).toContain('docProps/kontor-playground.txt');
  });

  it('should convert RTF in both directions, and the PDF that it draws', () => {
    const text = 'Grüsse — «œ»\t{a\\b}\n\nlast 日本';
    const rtf = convertContent('docx', newDocx(text.split('\n')), 'rtf')!;
    expect(convertContent('rtf', rtf, 'txt')!.toString()).toBe(strToU8(text).toString());
    const foreign =
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}{\\info{\\title no}}\\pard{\\b D\\'e9j\\'e0} \\u8212 - vu\\par\n}";
    expect(strFromU8(convertContent('rtf', strToU8(foreign), 'txt')!)).toBe('Déjà — vu');
    const pdf = convertContent('docx', newDocx(['a (b)', 'c']), 'pdf')!;
    expect(strFromU8(convertContent('pdf', pdf, 'txt')!)).toBe('a (b)\nc');
  });

  it('should convert between the formats it knows and say so about the others', () => {
    expect(strFromU8(convertContent('docx', newDocx(['a', 'b']), 'txt')!)).toBe('a\nb');
    expect(strFromU8(convertContent('html', strToU8('<p>a &lt; b</p><p>c</p>'), 'txt')!)).toBe(
      'a < b\nc',
    );
    expect(openContent('docx', convertContent('md', strToU8('# a\nb\n'), 'docx')!).text).toBe(
      '# a\nb',
    );
    expect(convertContent('vsdx', new Uint8Array(), 'pdf')).toBeUndefined();
    expect(convertContent('docx', newDocx(['a']), 'xlsx')).toBeUndefined();
  });

  it('should save an old file in the format that follows', () => {
    for (const [old, next] of Object.entries({ doc: 'docx', xls: 'xlsx', ppt: 'pptx' })) {
      const written = openContent(old, strToU8('of 1997')).write('edited', 1);
      expect([savedFormat(old), writtenFormat(old)]).toEqual([next, next]);
      expect(convertContent(next, written, 'pdf')).toBeDefined();
      expect(convertContent(old, strToU8('of 1997'), next)).toBeDefined();
    }
  });
});
