import { openAbout } from '../seal/about.js';
import type { AgeIdentity } from '../seal/age-key.js';
import { DamageError } from '../seal/damage.js';
import type { Description } from '../seal/description.js';
import type { DocumentKeys } from './document-survey.js';
import type { ObjectSurvey, SurveyedObject } from './object-survey.js';

/** A version with what it says of itself. */
export interface DescribedObject {
  readonly object: SurveyedObject;
  readonly description: Description;
}

export interface LeftVersion {
  readonly versionId: string;
  readonly why: string;
}

export interface Descriptions {
  readonly described: readonly DescribedObject[];
  /** Described as well, with too few shards left to be taken up. */
  readonly short: readonly DescribedObject[];
  /** What says nothing that could be believed, with why. */
  readonly left: readonly LeftVersion[];
}

/** What each version of a document is. What nobody trusted signed is nobody's loss. */
export function describeObjects(
  objects: readonly ObjectSurvey[],
  keys: DocumentKeys,
  identity: AgeIdentity,
): Descriptions {
  const described: DescribedObject[] = [];
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
      if (description !== 'part') left.push({ versionId, why: description });
      continue;
    }
    const { present, stored } = object;
    const isShort = present.length < stored.required;
    (isShort ? short : described).push({ object, description });
    const why = `${present.length} of the ${stored.required} shards it needs`;
    if (isShort) left.push({ versionId, why });
  }
  return { described, short, left };
}

/** `part`: of an upload that was never finished; else why there is none. */
const describe = (
  object: SurveyedObject,
  keys: DocumentKeys,
  identity: AgeIdentity,
): Description | string =>
  object.manifest.about === undefined
    ? openedDescription(object, keys)
    : aboutOf(object.manifest.about, identity);

/** Of a version from before manifests said what they are about. */
function openedDescription(object: SurveyedObject, keys: DocumentKeys): Description | string {
  const opened = keys.open(object);
  if ('closed' in opened) return opened.closed === 'other-key' ? 'part' : opened.closed;
  opened.fileKey.fill(0);
  return opened.description;
}

function aboutOf(about: string, identity: AgeIdentity): Description | string {
  try {
    const { state, ...said } = openAbout(about, identity);
    if (state === 'part') return 'part';
    // Signed by us, so what is in it is what we put there.
    return { ...said, ...(state !== undefined && { state }) } as Description;
  } catch (error) {
    if (error instanceof DamageError) return `what it is about: ${error.what}`;
    throw error;
  }
}

/** What the newest version says of its document to whoever has one of these, though nobody opens it. */
export function newestAbout(
  objects: readonly ObjectSurvey[],
  identities: readonly AgeIdentity[],
): Description {
  const manifests = objects.flatMap(({ object }) => object?.manifest ?? []);
  for (const { about } of manifests.toSorted((a, b) => b.t - a.t)) {
    for (const identity of about === undefined ? [] : identities) {
      const description = aboutOf(about as string, identity);
      if (typeof description === 'object') return description;
    }
  }
  return {};
}
