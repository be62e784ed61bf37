/** One person in the directory. */
export interface DirectoryPerson {
  /**
   * A permanent id that is never reused: the SID, else the entry's UUID (RFC 4530) as `entryUUID:…`. Undefined where
   * the directory shows neither.
   */
  readonly id: string | undefined;
  /** Of Active Directory, in lower case: it stays when somebody moves to another domain, where the SID changes. */
  readonly guid: string | undefined;
  /** The directory's short name for the person, in its own spelling. */
  readonly username: string;
  readonly displayName: string;
  /** `S-1-…`; undefined in directories that have none. */
  readonly sid: string | undefined;
  readonly mail: string | undefined;
  readonly givenName: string | undefined;
  readonly surname: string | undefined;
  readonly department: string | undefined;
  /** False for an account that is disabled or has expired: it may not sign in. A lock after wrong passwords is neither. */
  readonly enabled: boolean;
  /** By the names that templates use: `firstname`, `phone_office`, …; unknown ones are left out. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One entry as it was read: attribute names in lower case, the values in the order of the server. */
export type DirectoryEntry = ReadonlyMap<string, readonly (string | Uint8Array)[]>;

/** The source of each template attribute; of several, the first that has a value. */
const TEMPLATE_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  firstname: ['givenName'],
  lastname: ['sn'],
  directorate: ['division', 'company'],
  department: ['department'],
  email: ['mail'],
  email2: ['otherMailbox'],
  url: ['wWWHomePage'],
  phone_office: ['telephoneNumber'],
  phone_fax: ['facsimileTelephoneNumber'],
  phone_mobile: ['mobile'],
  salutation: ['personalTitle', 'title'],
  description: ['description'],
  address1: ['streetAddress'],
  address2: ['postOfficeBox'],
  zip_code: ['postalCode'],
  city: ['l'],
  country: ['co', 'c'],
};

/** Of Active Directory; the schema allows 100 KiB. */
export const PICTURE_ATTRIBUTE = 'thumbnailPhoto';
const MAX_PICTURE_BYTES = 100 * 1024;
/** What a file of that type begins with. Nothing else is passed on: what a directory says of a person, they wrote. */
const PICTURE_TYPES = [
  { type: 'image/jpeg', start: Buffer.from('ffd8ff', 'hex') },
  { type: 'image/png', start: Buffer.from('89504e470d0a1a0a', 'hex') },
] as const;

export interface DirectoryPicture {
  readonly type: (typeof PICTURE_TYPES)[number]['type'];
  readonly bytes: Buffer;
}

export const SID_ATTRIBUTE = 'objectSid';
const GUID_ATTRIBUTE = 'objectGUID';
/** Their values are no text. */
export const BYTE_ATTRIBUTES: readonly string[] = [SID_ATTRIBUTE, GUID_ATTRIBUTE];
/** `DOMAIN\name`, computed by Active Directory; only sent when it is asked for. */
const DOMAIN_NAME_ATTRIBUTE = 'msDS-PrincipalName';
const UUID_ATTRIBUTE = 'entryUUID';
const UUID_ID = `${UUID_ATTRIBUTE}:`;

const IDENTITY_ATTRIBUTES = [
  ...['sAMAccountName', 'uid', 'userPrincipalName', 'displayName', 'cn'],
  ...[SID_ATTRIBUTE, GUID_ATTRIBUTE, UUID_ATTRIBUTE, DOMAIN_NAME_ATTRIBUTE],
  ...['userAccountControl', 'accountExpires'],
];

/** Everything `personOf` reads. */
export const PERSON_ATTRIBUTES: readonly string[] = [
  ...new Set([...IDENTITY_ATTRIBUTES, ...Object.values(TEMPLATE_ATTRIBUTES).flat()]),
];

/** The bit of `userAccountControl` that disables an account. */
const ACCOUNTDISABLE = 0x2;

/** Of `accountExpires`, in 100 nanoseconds since 1601 (MS-ADA1 2.2): no day at all. */
const NEVER: readonly bigint[] = [0n, 0x7fff_ffff_ffff_ffffn];
const FROM_1601_TO_1970_MS = 11_644_473_600_000n;

function hasExpired(accountExpires: string | undefined, nowMs: number): boolean {
  if (accountExpires === undefined || !/^\d{1,19}$/.test(accountExpires)) return false;
  const at = BigInt(accountExpires);
  return !NEVER.includes(at) && at / 10_000n - FROM_1601_TO_1970_MS <= BigInt(nowMs);
}

/** `asked` stands for the person when the directory has no short name of its own. */
export function personOf(entry: DirectoryEntry, asked: string, nowMs: number): DirectoryPerson {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => textIn(entry, name)).find((value) => value !== undefined);
  const [givenName, surname] = [text('givenName'), text('sn')];
  const username = text('sAMAccountName', 'uid') ?? asked;
  const fullName = [surname, givenName].filter((part) => part !== undefined).join(' ');
  const sid = sidIn(entry);
  return {
    id: entryId(entry),
    guid: guidIn(entry),
    username,
    displayName: text('displayName') ?? (fullName || (text('cn') ?? username)),
    sid,
    mail: text('mail'),
    givenName,
    surname,
    department: text('department'),
    enabled:
      (Number(text('userAccountControl') ?? 0) & ACCOUNTDISABLE) === 0 &&
      !hasExpired(text('accountExpires'), nowMs),
    attributes: Object.fromEntries(
      Object.entries(TEMPLATE_ATTRIBUTES).flatMap(([name, sources]) => {
        const value = text(...sources);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** See `DirectoryPerson.id`; of a group as well. */
export function entryId(entry: DirectoryEntry): string | undefined {
  const uuid = textIn(entry, UUID_ATTRIBUTE);
  return sidIn(entry) ?? (uuid && UUID_ID + uuid.toLowerCase());
}

/** Undefined also for what is no JPEG or PNG, or larger than the schema of Active Directory allows. */
export function pictureIn(entry: DirectoryEntry): DirectoryPicture | undefined {
  const value = entry.get(PICTURE_ATTRIBUTE.toLowerCase())?.[0];
  if (!(value instanceof Uint8Array) || value.length > MAX_PICTURE_BYTES) return undefined;
  const bytes = Buffer.from(value);
  const known = PICTURE_TYPES.find(({ start }) => bytes.subarray(0, start.length).equals(start));
  return known && { type: known.type, bytes };
}

/** The names that a person may type to sign in. */
export const namesIn = (entry: DirectoryEntry): readonly string[] => [
  ...new Set(
    ['sAMAccountName', 'uid', 'userPrincipalName', 'mail', 'cn']
      .map((name) => textIn(entry, name))
      .filter((name) => name !== undefined),
  ),
];

/** The attribute and value by which the directory finds the person of an id. */
export function idAttribute(id: string): { attribute: string; value: Buffer | string } | undefined {
  if (id.startsWith(UUID_ID)) return { attribute: UUID_ATTRIBUTE, value: id.slice(UUID_ID.length) };
  const value = sidBytes(id);
  return value && { attribute: SID_ATTRIBUTE, value };
}

function textIn(entry: DirectoryEntry, name: string): string | undefined {
  const value = entry.get(name.toLowerCase())?.find((one) => typeof one === 'string');
  return value?.trim() || undefined;
}

function sidIn(entry: DirectoryEntry): string | undefined {
  const value = entry.get(SID_ATTRIBUTE.toLowerCase())?.[0];
  // A string was decoded as UTF-8, so its bytes are lost.
  return value instanceof Uint8Array ? sidOf(value) : undefined;
}

function guidIn(entry: DirectoryEntry): string | undefined {
  const value = entry.get(GUID_ATTRIBUTE.toLowerCase())?.[0];
  return value instanceof Uint8Array ? guidOf(value) : undefined;
}

/** The text form of an objectGUID (MS-DTYP 2.3.4.2 in, 2.3.4.3 out): the first three parts are little-endian. */
export function guidOf(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 16) return undefined;
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  const digits = Buffer.from(order.map((at) => bytes[at]!)).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether the person is of that domain (`KONTOR`); true where the directory says nothing of domains. */
export function isOfDomain(entry: DirectoryEntry, domain: string): boolean {
  const own = textIn(entry, DOMAIN_NAME_ATTRIBUTE)?.split('\\', 1)[0];
  return own === undefined || own.toLowerCase() === domain.toLowerCase();
}

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
