const REVISION = 1;
const HEADER_BYTES = 8;
const MAX_SUB_AUTHORITIES = 15;
const DECIMAL_AUTHORITY_BELOW = 2 ** 32;

/**
 * The text form (`S-1-5-21-…`) of a security identifier as directories keep it in `objectSid`:
 * MS-DTYP 2.4.2.2 in, 2.4.2.1 out. Undefined when the bytes are none; surplus bytes are ignored.
 */
export function sidOf(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER_BYTES || buffer[0] !== REVISION) return undefined;
  const count = buffer.readUInt8(1);
  if (count > MAX_SUB_AUTHORITIES || buffer.length < HEADER_BYTES + 4 * count) return undefined;
  // Unsigned reads: bit operators would make large domain numbers negative.
  const subAuthorities = Array.from({ length: count }, (_, i) =>
    buffer.readUInt32LE(HEADER_BYTES + 4 * i),
  );
  return ['S', REVISION, authorityText(buffer.readUIntBE(2, 6)), ...subAuthorities].join('-');
}

/** The reverse of `sidOf`; undefined for what is no SID. */
export function sidBytes(sid: string): Buffer | undefined {
  const [, authority, rest = ''] =
    /^S-1-(\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10}){0,15})$/i.exec(sid) ?? [];
  const subAuthorities = rest.split('-').slice(1).map(Number);
  if (authority === undefined || subAuthorities.some((one) => one >= 2 ** 32)) return undefined;
  const bytes = Buffer.alloc(HEADER_BYTES + 4 * subAuthorities.length);
  bytes.writeUInt8(REVISION, 0);
  bytes.writeUInt8(subAuthorities.length, 1);
  bytes.writeUIntBE(Number(authority), 2, 6);
  subAuthorities.forEach((one, i) => bytes.writeUInt32LE(one, HEADER_BYTES + 4 * i));
  return bytes;
}

const authorityText = (authority: number): string =>
  authority < DECIMAL_AUTHORITY_BELOW
    ? String(authority)
    : `0x${authority.toString(16).padStart(12, '0')}`;
