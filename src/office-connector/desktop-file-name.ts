const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Zl}\p{Zp}]/gu;
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Devices, with any extension (Windows: "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])$/i;
/** Office opens paths of at most 259 characters; the folder of the temporary file needs the rest. */
const MAX_CHARS = 150;
const UNNAMED = 'Document';

/**
 * The title as a name that Windows can store, its extension kept: forbidden characters become `_`, dots and
 * spaces at the ends go, a device's name gets a `_` before it.
 */
export function desktopFileName(title: string): string {
  const dot = title.lastIndexOf('.');
  const extension = dot < 0 ? '' : `.${storable(title.slice(dot + 1)).replace(/[. ]+/g, '')}`;
  const whole = storable(dot < 0 ? title : title.slice(0, dot)).trimStart();
  const base = cut(whole, MAX_CHARS - extension.length).replace(/[. ]+$/, '') || UNNAMED;
  const device = base.split('.')[0]!.trimEnd();
  return `${RESERVED.test(device) ? '_' : ''}${base}${extension === '.' ? '' : extension}`;
}

const storable = (text: string): string =>
  text.toWellFormed().normalize('NFC').replace(DIRECTIONS, '').replace(FORBIDDEN, '_');

/** Cuts between grapheme clusters. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
