export interface DecodedText {
  /** Without its byte order mark. */
  readonly text: string;
  /** The file was read, but other programs may fail to. */
  readonly notice: string | undefined;
  /** Not readable as text. */
  readonly problem: string | undefined;
}

const SAVE_AS_UTF8 = 'save it as UTF-8, which every program reads';

/** A text file as editors write it: UTF-8 or UTF-16, with a byte order mark or without. */
export function textOf(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  if (encoding === 'utf-8' && bytes.includes(0)) {
    const problem = `contains zero bytes, as UTF-16 without a byte order mark does: ${SAVE_AS_UTF8}`;
    return { text: '', notice: undefined, problem };
  }
  const text = new TextDecoder(encoding).decode(bytes);
  const notice = encoding === 'utf-8' ? undefined : `is UTF-16: ${SAVE_AS_UTF8}`;
  return { text, notice, problem: undefined };
}
