import { withoutForbiddenCharacters } from './xml-text.js';

/** One document property: its name and its text. */
export type Property = readonly [name: string, value: string];

export type FieldValues = Readonly<Record<string, string | number | boolean | null>>;

/** What is known about the document; undefined values are omitted from the instruction. Dates are YYYY-MM-DD. */
export interface DocumentFacts {
  readonly title: string;
  readonly author?: string | undefined;
  readonly documentDate?: string | undefined;
  readonly receptionDate?: string | undefined;
  readonly deliveryDate?: string | undefined;
  readonly documentType?: string | undefined;
  readonly referenceNumber?: string | undefined;
  readonly sequenceNumber?: number | string | undefined;
  /** 0 as long as there is no version. */
  readonly versionNumber?: number | undefined;
}

/** Attributes that a directory may have for a person; the names that templates use. */
export const PERSON_ATTRIBUTES = [
  ...['firstname', 'lastname', 'directorate', 'directorate_abbr', 'department'],
  ...['department_abbr', 'email', 'email2', 'url', 'phone_office', 'phone_fax', 'phone_mobile'],
  ...['salutation', 'description', 'address1', 'address2', 'zip_code', 'city', 'country'],
] as const;

export interface PersonFacts {
  readonly userid: string;
  /** "Last First"; when missing, the user id is used. */
  readonly fullName?: string | undefined;
  /** Keyed by `PERSON_ATTRIBUTES`; other keys are omitted. */
  readonly attributes?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface PropertySources {
  readonly document: DocumentFacts;
  readonly person: PersonFacts;
  readonly creator?: PersonFacts | undefined;
  readonly fields?: FieldValues | undefined;
  /** Decides the date format of `ogg.document.document_date`. */
  readonly locale?: string | null | undefined;
}

/**
 * The properties of one document, sorted by code point. Facts win over the caller's fields of the same
 * name: nobody may sign as somebody else. Facts come from systems whose characters nobody checked, so what
 * XML cannot hold is dropped from them; the caller's fields were checked by `faultsIn`.
 */
export function propertiesOf(sources: PropertySources): readonly Property[] {
  const facts = [
    ...documentFacts(sources.document, sources.locale ?? 'de'),
    ...personFacts('ogg.user.', sources.person),
    ['User.ID', sources.person.userid] as const,
    ['User.FullName', nameOf(sources.person)] as const,
    ...(sources.creator ? personFacts('ogg.document.creator.user.', sources.creator) : []),
  ];
  const merged = new Map<string, string>();
  for (const [name, value] of Object.entries(sources.fields ?? {})) {
    if (value !== null) merged.set(name, textOf(value));
  }
  for (const [name, value] of facts) {
    if (value !== undefined) merged.set(name, withoutForbiddenCharacters(textOf(value)));
  }
  return [...merged].sort(([a], [b]) => byCodePoint(a, b));
}

type Fact = readonly [string, string | number | undefined];

const documentFacts = (document: DocumentFacts, locale: string): readonly Fact[] => [
  ['ogg.document.title', document.title],
  ['ogg.document.reference_number', document.referenceNumber],
  ['ogg.document.sequence_number', document.sequenceNumber],
  ['ogg.document.document_author', document.author],
  ['ogg.document.document_date', shortDate(document.documentDate, locale)],
  ['ogg.document.document_type', document.documentType],
  ['ogg.document.reception_date', midnightOf(document.receptionDate)],
  ['ogg.document.delivery_date', midnightOf(document.deliveryDate)],
  ['ogg.document.version_number', document.versionNumber ?? 0],
  ['Document.ReferenceNumber', document.referenceNumber],
  ['Document.SequenceNumber', document.sequenceNumber],
];

const personFacts = (prefix: string, person: PersonFacts): readonly Fact[] => [
  [`${prefix}userid`, person.userid],
  [`${prefix}title`, nameOf(person)],
  ...PERSON_ATTRIBUTES.map((name): Fact => [prefix + name, person.attributes?.[name]]),
];

const nameOf = ({ userid, fullName }: PersonFacts): string => fullName || userid;

/** As templates in the field expect: whole numbers decimal, truth values with a capital letter. */
const textOf = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);

const midnightOf = (date: string | undefined): string | undefined => date && `${date} 00:00:00`;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function shortDate(date: string | undefined, locale: string): string | undefined {
  if (date === undefined) return undefined;
  const [year, month = '', day = ''] = date.split('-');
  if (locale === 'en') return `${MONTHS[Number(month) - 1]} ${day}, ${year}`;
  return `${day}.${month}.${year}`;
}

/** JavaScript compares UTF-16 units, which puts characters beyond U+FFFF before U+E000. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const differs = left.findIndex((character, at) => character !== right[at]);
  if (differs === -1) return left.length - right.length;
  return (left[differs]?.codePointAt(0) ?? -1) - (right[differs]?.codePointAt(0) ?? -1);
}
