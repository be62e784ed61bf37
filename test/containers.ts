import { deflateRawSync, crc32 } from 'node:zlib';

export interface ZipShape {
  /** Bytes before the zip; offsets count from its own beginning. */
  readonly before?: Buffer;
  readonly comment?: string;
  /** Bytes after the end record. */
  readonly after?: Buffer;
  /** Sizes stand behind the bytes, as writers do that cannot go back. */
  readonly isStreamed?: boolean;
  readonly isStored?: boolean;
  readonly isZip64?: boolean;
}

/** A ZIP container (APPNOTE 6.3) with its entries in the given order, in every form that readers take. */
export function zipOf(
  entries: readonly (readonly [name: string, content: string | Buffer])[],
  shape: ZipShape = {},
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of entries) {
    const { body, listing } = entryOf(name, Buffer.from(content as string), at, shape);
    bodies.push(body);
    directory.push(listing);
    at += body.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([
    shape.before ?? Buffer.alloc(0),
    ...bodies,
    listing,
    ...endOf({ count: entries.length, size: listing.length, offset: at }, shape),
    shape.after ?? Buffer.alloc(0),
  ]);
}

function entryOf(name: string, content: Buffer, at: number, shape: ZipShape) {
  const bytes = shape.isStored === true ? content : deflateRawSync(content);
  const nameBytes = Buffer.from(name);
  const isStreamed = shape.isStreamed === true && shape.isStored !== true;
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(isStreamed ? 8 : 0, 2);
  facts.writeUInt16LE(shape.isStored === true ? 0 : 8, 4);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.from(facts);
  if (isStreamed) local.fill(0, 10, 22);
  const behind = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), facts.subarray(10, 22)]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  return {
    body: Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      ...[local, nameBytes, bytes],
      isStreamed ? behind : Buffer.alloc(0),
    ]),
    listing: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, rest, nameBytes]),
  };
}

function endOf(
  {
    count,
    size,
    offset,
  }: { readonly count: number; readonly size: number; readonly offset: number },
  { isZip64 = false, comment = '' }: ZipShape,
): Buffer[] {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(isZip64 ? 0xffffffff : size, 12);
  end.writeUInt32LE(isZip64 ? 0xffffffff : offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  if (!isZip64) return [end, Buffer.from(comment)];
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator, end, Buffer.from(comment)];
}

const MAIN = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  xlsb: 'application/vnd.ms-excel.sheet.binary.macroEnabled.main',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
  vsdx: 'application/vnd.ms-visio.drawing.main+xml',
} as const;

export type OfficeOpenXmlFormat = keyof typeof MAIN;

/** The entries of an Office Open XML package whose main part lies where the caller says. */
export function officeOpenXml(
  format: OfficeOpenXmlFormat,
  main: string,
  { isByExtension = false, isUtf16 = false } = {},
): (readonly [name: string, content: string | Buffer])[] {
  const type = isByExtension
    ? `<Default Extension="${main.slice(main.lastIndexOf('.') + 1)}" ContentType="${MAIN[format]}"/>`
    : `<Override PartName="/${main}" ContentType="${MAIN[format]}"/>`;
  const kind =
    format === 'vsdx' ? 'http://schemas.microsoft.com/visio/2010/relationships/document' : '';
  const relationship =
    kind || 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const xml = (text: string): string | Buffer =>
    isUtf16 ? Buffer.from(`\ufeff${text}`, 'utf16le') : text;
  return [
    [
      '[Content_Types].xml',
      xml(
        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
          `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type}</Types>`,
      ),
    ],
    [
      '_rels/.rels',
      xml(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
          `<Relationship Id="r1" Type="${relationship}" Target="${main}"/></Relationships>`,
      ),
    ],
    [main, '<main/>'],
  ];
}

/**
 * A compound file ([MS-CFB], version 3) that holds one stream of that name, with its directory in the given
 * sector; the sectors before are free.
 */
export function compoundFile(stream: string, directorySector: number): Buffer {
  const SECTOR = 512;
  const file = Buffer.alloc(SECTOR * (directorySector + 3));
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(directorySector, 48);
  file.writeUInt32LE(4096, 56);
  file.writeUInt32LE(0xfffffffe, 60);
  file.writeUInt32LE(0xfffffffe, 68);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(directorySector + 1, 76);
  const directory = file.subarray(SECTOR * (directorySector + 1), SECTOR * (directorySector + 2));
  for (const [index, name] of ['Root Entry', stream].entries()) {
    const entry = directory.subarray(index * 128, (index + 1) * 128);
    entry.write(name, 'utf16le');
    entry.writeUInt16LE((name.length + 1) * 2, 64);
    entry[66] = index === 0 ? 5 : 2;
  }
  return file;
}
