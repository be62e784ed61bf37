import { openIndexMetadata, type Description } from '../seal/metadata.js';
import type { AgeIdentity } from '../seal/age-key.js';
import { DamageError } from '../seal/damage.js';
import type { DocumentKeys } from './document-survey.js';
import { isOwnerRecord } from './found-owner.js';
import type { ObjectSurvey, SurveyedObject } from './object-survey.js';

/** A version with its description. */
export interface DescribedObject {
  readonly object: SurveyedObject;
  readonly description: Description;
}

/** A part of a version, such as its thumbnail: an object whose description names its version and its kind. */
export interface PartDescription {
  readonly partOf: string;
  readonly kind: string;
}

/** As an object's description says it; undefined for a version. */
export function partIn(description: Description): PartDescription | undefined {
  const { part_of: partOf, part: kind } = description;
  return typeof partOf === 'string' && typeof kind === 'string' ? { partOf, kind } : undefined;
}

export interface LeftVersion {
  readonly versionId: string;
  readonly why: string;
}

export interface Descriptions {
  readonly described: readonly DescribedObject[];
  /** Parts of versions. One with too few shards is left out: it costs no content. */
  readonly parts: readonly DescribedObject[];
  /** Records of changes of owner. Their manifests say all of it, so one shard is enough. */
  readonly owners: readonly DescribedObject[];
  /** Described, but with too few shards to be taken up. */
  readonly short: readonly DescribedObject[];
  /** Versions without a valid description, with the reason. */
  readonly left: readonly LeftVersion[];
}

/** Describes each version of a document. Planted versions, which no trusted key signed, are left out. */
export function describeObjects(
  objects: readonly ObjectSurvey[],
  keys: DocumentKeys,
  identity: AgeIdentity,
): Descriptions {
  const described: DescribedObject[] = [];
  const parts: DescribedObject[] = [];
  const owners: DescribedObject[] = [];
  const short: DescribedObject[] = [];
  const left: LeftVersion[] = [];
  for (const { object, versionId, findings } of objects) {
    const isPlanted = object === undefined && findings.every(({ kind }) => kind === 'planted');
    if (isPlanted) continue;
    if (object === undefined) {
      left.push({ versionId, why: 'bad-signature' });
      continue;
    }
    const description = describe(object, keys, identity);
    if (typeof description === 'string') {
      if (description !== 'upload') left.push({ versionId, why: description });
      continue;
    }
    if (isOwnerRecord(description)) {
      owners.push({ object, description });
      continue;
    }
    const { present, stored } = object;
    const isShort = present.length < stored.required;
    if (partIn(description) !== undefined) {
      if (!isShort) parts.push({ object, description });
      continue;
    }
    (isShort ? short : described).push({ object, description });
    const why = `${present.length} of the ${stored.required} shards it needs`;
    if (isShort) left.push({ versionId, why });
  }
  return { described, parts, owners, short, left };
}

/** The description; `upload` for a piece of an unfinished upload; else why there is none. */
const describe = (
  object: SurveyedObject,
  keys: DocumentKeys,
  identity: AgeIdentity,
): Description | string =>
  object.manifest.about === undefined
    ? openedDescription(object, keys)
    : aboutOf(object.manifest.about, identity);

/** For versions older than index metadata in manifests. */
function openedDescription(object: SurveyedObject, keys: DocumentKeys): Description | string {
  const opened = keys.open(object);
  if ('closed' in opened) return opened.closed === 'other-key' ? 'upload' : opened.closed;
  opened.fileKey.fill(0);
  return opened.description;
}

function aboutOf(about: string, identity: AgeIdentity): Description | string {
  try {
    const { state, ...said } = openIndexMetadata(about, identity);
    if (state === 'part') return 'upload';
    // Signed by this server, so the content needs no further check.
    return { ...said, ...(state !== undefined && { state }) } as Description;
  } catch (error) {
    if (error instanceof DamageError) return `index metadata: ${error.what}`;
    throw error;
  }
}

/** The description in the newest version's index metadata that one of these identities can open. */
export function newestMetadata(
  objects: readonly ObjectSurvey[],
  identities: readonly AgeIdentity[],
): Description {
  const manifests = objects.flatMap(({ object }) => object?.manifest ?? []);
  for (const { about } of manifests.toSorted((a, b) => b.t - a.t)) {
    const description = metadataFor(about, identities);
    if (description !== undefined && partIn(description) === undefined) return description;
  }
  return {};
}

/** Undefined when there is none that one of these identities can open. */
export function metadataFor(
  about: string | undefined,
  identities: readonly AgeIdentity[],
): Description | undefined {
  for (const identity of about === undefined ? [] : identities) {
    const description = aboutOf(about as string, identity);
    if (typeof description === 'object') return description;
  }
  return undefined;
}
