import { describe, expect, it } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { openContent } from './document-content.js';
import { newPackage } from './sheets-and-slides.js';

const file = (entries: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(entries).map(([name, xml]) => [name, strToU8(xml)])));
const after = (fileType: string, bytes: Uint8Array, change: (text: string) => string) => {
  const content = openContent(fileType, bytes);
  const written = content.write(change(content.text), 0);
  const parts = unzipSync(written);
  return {
    text: openContent(fileType, written).text,
    partOf: (name: string): string => (parts[name] ? strFromU8(parts[name]) : ''),
    names: Object.keys(parts),
  };
};

const sheet = (rows: string): string =>
  `<worksheet><dimension ref="A1:B2"/><sheetData>${rows}</sheetData><mergeCells/></worksheet>`;
const WORKBOOK = {
  'xl/worksheets/sheet1.xml': sheet(
    '<row r="1" spans="1:2" ht="20"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>' +
      '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">B1*2</f><v>4</v></c></row>' +
      '<row r="4"><c r="B4"><f t="shared" si="0"/><v>8</v></c></row>' +
      '<row r="9000"><c r="A9000"><v>1</v></c></row>',
  ),
  'xl/worksheets/sheet2.xml': sheet(''),
  'xl/sharedStrings.xml': '<sst><si><t>Item &amp; more</t></si></sst>',
  'xl/calcChain.xml': '<calcChain/>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="a" Target="calcChain.xml"/><Relationship Id="b"/></Relationships>',
  '[Content_Types].xml':
    '<Types><Override PartName="/xl/calcChain.xml" ContentType="x"/><Override PartName="/b"/></Types>',
};

describe('a spreadsheet', () => {
  it('should be shown as rows and cells, one sheet below the other', () => {
    const { kind, text } = openContent('xlsx', file(WORKBOOK));
    expect([kind, text]).toEqual(['cells', 'Item & more\t2\n\n\t4\n\t8\n———\n']);
  });

  it('should keep what was not changed, and the style of what was', () => {
    const { text, partOf } = after('xlsx', file(WORKBOOK), (before) =>
      before.replace('Item & more', 'Price <CHF>\tnot').replace('———\n', '———\nsecond\t7'),
    );
    expect(text).toBe('Price <CHF>\tnot\t2\n\n\t4\n\t8\n———\nsecond\t7');
    const xml = partOf('xl/worksheets/sheet1.xml');
    expect(xml).toContain('<row r="1" ht="20"><c r="A1" s="3" t="inlineStr">');
    expect(xml).toContain('<f t="shared" ref="B3:B4" si="0">B1*2</f>');
    expect(xml).toContain('<row r="9000"><c r="A9000"><v>1</v></c></row></sheetData><mergeCells/>');
    expect(xml).not.toContain('<dimension');
    expect(partOf('xl/worksheets/sheet2.xml')).toContain('<c r="B1"><v>7</v></c>');
    expect(partOf('xl/calcChain.xml')).toBe('<calcChain/>');
  });

  it('should leave no formula without its first cell, and no order of computing them', () => {
    const { text, partOf, names } = after('xlsx', file(WORKBOOK), (before) =>
      before.replace('\t4', '\tfour'),
    );
    expect(text).toBe('Item & more\t2\n\n\tfour\n\t8\n———\n');
    expect(partOf('xl/worksheets/sheet1.xml')).not.toContain('<f');
    expect(names).not.toContain('xl/calcChain.xml');
    expect(partOf('[Content_Types].xml')).toBe('<Types><Override PartName="/b"/></Types>');
    expect(partOf('xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
  });

  it('should keep a line that looks like the border between two sheets', () => {
    const changed = after('xlsx', file(WORKBOOK), () => 'a\n——— \nb\n———\nc\n———\nd');
    expect(changed.text).toBe('a\n——— \nb\n———\nc\n——— \nd');
    expect(changed.partOf('xl/worksheets/sheet1.xml')).toContain('>———<');
  });

  it('should be emptied where the text is', () => {
    const { text, partOf } = after('xlsx', file(WORKBOOK), () => '');
    expect(text).toBe('\n———\n');
    expect(partOf('xl/worksheets/sheet1.xml')).toContain('<c r="A1" s="3"/>');
  });

  it('should keep repeated rows and cells of an .ods around a change', () => {
    const content =
      '<office:document-content ><table:table table:name="T"><table:table-row>' +
      '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="2" table:formula="of:=1+1"><text:p>2</text:p></table:table-cell>' +
      '<table:table-cell table:number-columns-repeated="1023"/></table:table-row>' +
      '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>' +
      '</table:table></office:document-content>';
    const { text, partOf } = after('ods', file({ 'content.xml': content }), () => '5\tb\nc');
    expect(text).toBe('5\tb\nc');
    const xml = partOf('content.xml');
    expect(xml).toContain(
      '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="5">',
    );
    expect(xml).not.toContain('table:formula');
    expect(xml).toContain('table:number-rows-repeated="1048574"');
    expect(xml.match(/xmlns:text=/g)).toHaveLength(1);
  });
});

describe('a presentation', () => {
  const box = (paragraphs: string): string =>
    `<p:sp><p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`;
  const line = (text: string, properties = ''): string =>
    `<a:p>${properties}<a:r><a:rPr lang="de"/><a:t>${text}</a:t></a:r></a:p>`;
  const slide = (boxes: string): string => `<p:sld><p:spTree>${boxes}</p:spTree></p:sld>`;
  const SHOW = file({
    'ppt/slides/slide2.xml': slide(''),
    'ppt/slides/slide1.xml': slide(
      box(line('Title')) + box(line('one', '<a:pPr lvl="1"/>') + line('two') + line('three')),
    ),
  });

  it('should be shown as lines, one slide below the other', () => {
    const { kind, text } = openContent('pptx', SHOW);
    expect([kind, text]).toEqual(['slides', 'Title\none\ntwo\nthree\n———\n']);
  });

  it('should change paragraphs in their boxes, and give an empty slide one', () => {
    const { text, partOf } = after('pptx', SHOW, () => 'Title\n1 & 1\ntwo\nnew\nthree\n———\nlast');
    expect(text).toBe('Title\n1 & 1\ntwo\nnew\nthree\n———\nlast');
    expect(partOf('ppt/slides/slide1.xml')).toContain(
      '<a:p><a:pPr lvl="1"/><a:r><a:rPr lang="de"/><a:t>1 &amp; 1</a:t></a:r></a:p>',
    );
    expect(partOf('ppt/slides/slide1.xml')).toContain(line('three'));
    expect(partOf('ppt/slides/slide2.xml')).toContain('txBox="1"');
  });

  it('should remove lines, but leave each box a paragraph', () => {
    const { partOf, text } = after('pptx', SHOW, () => 'two\n———\n');
    expect(text).toBe('\ntwo\n———\n');
    expect(partOf('ppt/slides/slide1.xml').match(/<a:p>/g)).toHaveLength(2);
  });

  it.each(['xlsx', 'ods', 'pptx', 'odp'] as const)('should begin with a blank .%s', (fileType) => {
    const blank = zipSync(newPackage(fileType, ''));
    const first = after(fileType, blank, () => 'first\nsecond & <third>');
    expect(first.text).toBe('first\nsecond & <third>');
    const again = openContent(fileType, openContent(fileType, blank).write('first', 0));
    expect(openContent(fileType, again.write('first\n\nthird', 0)).text).toBe('first\n\nthird');
  });
});
