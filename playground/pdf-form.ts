import { drawnPdf, filedObjects } from './drawn-text.js';

/** A form as lines of text, one for each field: `Name: what was filled in`. */
export interface PdfForm {
  readonly text: string;
  /** The form with these fields and contents. */
  write(text: string): Uint8Array;
}

export interface FormField {
  readonly name: string;
  readonly value: string;
}

/**
 * A form with one page and nothing on it but fields, as Kontor's blank one and those written here; undefined for any
 * other PDF, which would not stay whole.
 */
export function openPdfForm(bytes: Uint8Array): PdfForm | undefined {
  const file = Buffer.from(bytes).toString('latin1');
  const pages = file.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  if (!file.startsWith('%PDF-') || pages.length !== 1) return undefined;
  if (!file.includes('/AcroForm') || /\bstream\b/.test(file)) return undefined;
  const [, box = '0 0 595 842'] = /\/MediaBox\s*\[([^\]]*)\]/.exec(file) ?? [];
  const [, language = 'en'] = /\/Lang\s*\(([\w-]*)\)/.exec(file) ?? [];
  const text = [...file.matchAll(/\/T <([0-9A-F]*)> \/V <([0-9A-F]*)>/g)]
    .map(([, name = '', value = '']) => `${fromHex(name)}: ${fromHex(value)}`)
    .join('\n');
  return {
    text,
    write: (changed) => (changed === text ? bytes : written(fieldsOf(changed), box, language)),
  };
}

/** Lines without a name are no fields. */
export const fieldsOf = (text: string): readonly FormField[] =>
  text.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    return name.trim() === '' ? [] : [{ name: name.trim(), value }];
  });

/** What is submitted: the same without fields, as a person reads it. */
export const flattened = (text: string): Uint8Array => drawnPdf(text);

const FIRST_FIELD = 5;

/** ISO 32000-1, 12.7: text fields one below the other; the reader draws what is in them. */
function written(fields: readonly FormField[], box: string, language: string): Uint8Array {
  const references = fields.map((_, n) => `${FIRST_FIELD + n} 0 R`).join(' ');
  const top = Number(box.trim().split(/\s+/).at(-1)) || 842;
  return filedObjects([
    `<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /AcroForm << /Fields [${references}] ` +
      '/NeedAppearances true /DA (/Helv 11 Tf 0 g) /DR << /Font << /Helv 4 0 R >> >> >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Resources << >> /Annots [${references}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...fields.map(({ name, value }, n) => {
      const low = top - 80 - 30 * n;
      return (
        `<< /Type /Annot /Subtype /Widget /FT /Tx /T <${toHex(name)}> /V <${toHex(value)}> /F 4 ` +
        `/Rect [60 ${low} 400 ${low + 20}] /DA (/Helv 11 Tf 0 g) /P 3 0 R >>`
      );
    }),
  ]);
}

/** UTF-16BE with its mark, which a PDF reads as Unicode. */
const toHex = (text: string): string =>
  Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('hex').toUpperCase();

const fromHex = (hex: string): string =>
  Buffer.from(hex, 'hex').swap16().toString('utf16le').replace('\uFEFF', '');
