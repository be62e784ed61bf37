import { sidBytes, sidOf } from './sid.js';

/** What the directory knows of one person. */
export interface DirectoryPerson {
  /**
   * Who this is, whatever their name is now or becomes, and never somebody else: the SID, else the entry's UUID
   * (RFC 4530) as `entryUUID:…`. Undefined where the directory shows neither.
   */
  readonly id: string | undefined;
  /** The directory's short name for the person, in its own spelling. */
  readonly username: string;
  readonly displayName: string;
  /** `S-1-…`; undefined in directories that have none. */
  readonly sid: string | undefined;
  readonly mail: string | undefined;
  readonly givenName: string | undefined;
  readonly surname: string | undefined;
  readonly department: string | undefined;
  /** False for an account that was switched off; such a person may not sign in. */
  readonly enabled: boolean;
  /** Named as templates name them: `firstname`, `phone_office`, …; what is not known is left out. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One entry as it was read: attribute names in lower case, the values in the order of the server. */
export type DirectoryEntry = ReadonlyMap<string, readonly (string | Uint8Array)[]>;

/** Where templates' names come from; of several, the first that has a value. */
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

export const SID_ATTRIBUTE = 'objectSid';
const UUID_ATTRIBUTE = 'entryUUID';
const UUID_ID = `${UUID_ATTRIBUTE}:`;

const IDENTITY_ATTRIBUTES = [
  ...['sAMAccountName', 'uid', 'userPrincipalName', 'displayName', 'cn'],
  ...[SID_ATTRIBUTE, UUID_ATTRIBUTE, 'userAccountControl'],
];

/** Everything `personOf` reads. */
export const PERSON_ATTRIBUTES: readonly string[] = [
  ...new Set([...IDENTITY_ATTRIBUTES, ...Object.values(TEMPLATE_ATTRIBUTES).flat()]),
];

/** The bit of `userAccountControl` that switches an account off. */
const ACCOUNTDISABLE = 0x2;

/** `asked` stands for the person when the directory has no short name of its own. */
export function personOf(entry: DirectoryEntry, asked: string): DirectoryPerson {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => textIn(entry, name)).find((value) => value !== undefined);
  const [givenName, surname] = [text('givenName'), text('sn')];
  const username = text('sAMAccountName', 'uid') ?? asked;
  const fullName = [surname, givenName].filter((part) => part !== undefined).join(' ');
  const sid = sidIn(entry);
  const uuid = text(UUID_ATTRIBUTE);
  return {
    id: sid ?? (uuid && UUID_ID + uuid.toLowerCase()),
    username,
    displayName: text('displayName') ?? (fullName || (text('cn') ?? username)),
    sid,
    mail: text('mail'),
    givenName,
    surname,
    department: text('department'),
    enabled: (Number(text('userAccountControl') ?? 0) & ACCOUNTDISABLE) === 0,
    attributes: Object.fromEntries(
      Object.entries(TEMPLATE_ATTRIBUTES).flatMap(([name, sources]) => {
        const value = text(...sources);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** What somebody may type to sign in. */
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
  // A text was decoded as UTF-8 on its way: its bytes are lost.
  return value instanceof Uint8Array ? sidOf(value) : undefined;
}
