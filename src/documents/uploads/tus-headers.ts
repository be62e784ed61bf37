import { badUpload, wrongTusVersion } from '../documents.errors.js';
import { sentence } from '../../platform/errors/sentence.js';

export const TUS_VERSION = '1.0.0';
const PATCH_TYPE = 'application/offset+octet-stream';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export function requireTus(headers: Headers): void {
  if (headers['tus-resumable'] !== TUS_VERSION) throw wrongTusVersion();
}

/** `Upload-Length` and `Upload-Offset`: decimal whole numbers. */
export function countIn(headers: Headers, name: 'upload-length' | 'upload-offset'): number {
  const text = headers[name];
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text))
    throw badUpload(sentence`The header ${name} is missing or is not a whole number of bytes.`);
  return Number(text);
}

/** The file's name in `Upload-Metadata`: `filename <base64>,content-type <base64>`. */
export function filenameIn(headers: Headers): string | undefined {
  const metadata = headers['upload-metadata'];
  if (typeof metadata !== 'string') return undefined;
  const entry = metadata
    .split(',')
    .map((pair) => pair.trim().split(/\s+/))
    .find(([key]) => key === 'filename');
  return entry?.[1] === undefined ? undefined : Buffer.from(entry[1], 'base64').toString('utf8');
}

/** Reads the raw headers: routes that take streams have a rewritten content type in `headers`. */
export function requirePatchType(rawHeaders: readonly string[]): void {
  const at = rawHeaders.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type',
  );
  // Some clients add an encoding, which means nothing here.
  const [type = ''] = rawHeaders[at + 1]?.split(';') ?? [];
  if (at < 0 || type.trim().toLowerCase() !== PATCH_TYPE)
    throw badUpload(sentence`The header Content-Type must be ${PATCH_TYPE}.`);
}
