import type { Custody } from '../../platform/identity/people.js';
import { isOfServer } from '../keyrings/unlocked-key-cache.js';
import {
  describeObjects,
  type DescribedObject,
  type Descriptions,
  type LeftVersion,
} from './described-object.js';
import { DocumentKeys, surveyDocument } from './document-survey.js';
import { latestOwner } from './found-owner.js';
import { findKeyrings, newestOf, type EpochUse, type FoundKeyring } from './found-keyrings.js';
import { surveyMetadata, type MetadataReader } from './keyring-survey.js';
import type { Finding } from './object-survey.js';
import type { DocumentEntries } from './provider-listing.js';

/** What is verified of one document, from its shards and keyrings. */
export interface ReadDocument {
  readonly versions: readonly DescribedObject[];
  readonly parts: readonly DescribedObject[];
  /** Whom the document was given to last, and what says so; undefined when it never was. */
  readonly owner: ReturnType<typeof latestOwner<DescribedObject>>;
  readonly keyrings: readonly FoundKeyring[];
  /** Whether this server is a member of the newest keyring. */
  readonly custody: Custody;
  /** Why the whole document cannot be taken up, if so. */
  readonly refused: string | undefined;
  readonly left: readonly LeftVersion[];
  readonly findings: readonly Finding[];
}

/** Undefined for a document without any version. */
export async function readDocument(
  entries: DocumentEntries,
  reader: MetadataReader,
): Promise<ReadDocument | undefined> {
  const { documentId } = entries;
  const survey = await surveyDocument(entries, reader.signers);
  if (survey.objects.length === 0) return undefined;
  const abouts = await surveyMetadata(documentId, entries.abouts, reader);
  const keys = new DocumentKeys(survey.keyrings, [reader.identity]);
  const descriptions = describeObjects(survey.objects, keys, reader.identity);
  if (descriptions.owners.length === survey.objects.length) return undefined;
  for (const { object } of descriptions.described) {
    if (!abouts.newest.has(object.manifest.epoch)) keys.prove(object);
  }
  const serverRecipient = reader.identity.recipient.text;
  const search = {
    ...{ documentId, serverRecipient, abouts: abouts.newest, copies: survey.keyrings },
    uses: usesOf([...descriptions.described, ...descriptions.short]),
  };
  const keyrings = findKeyrings(search, keys);
  const findings = [...survey.objects.flatMap((object) => object.findings), ...abouts.findings];
  return { ...judge(descriptions, keyrings, serverRecipient), findings };
}

function judge(
  { described, parts, owners, left }: Descriptions,
  keyrings: ReturnType<typeof findKeyrings>,
  serverRecipient: string,
): Omit<ReadDocument, 'findings'> {
  const newest = newestOf(keyrings);
  const versions: DescribedObject[] = [];
  const closed: LeftVersion[] = [];
  for (const version of described) {
    const { manifest, stored } = version.object;
    const keyring = keyrings.get(manifest.epoch);
    if (typeof keyring === 'object') versions.push(version);
    else closed.push({ versionId: stored.versionId, why: keyring ?? 'keyring-unsigned' });
  }
  const isFound = typeof newest === 'object';
  return {
    versions,
    parts: parts.filter(({ object }) => typeof keyrings.get(object.manifest.epoch) === 'object'),
    owner: latestOwner([...owners, ...described]),
    keyrings: [...keyrings.values()].filter((keyring) => typeof keyring === 'object'),
    custody: isFound && !isOfServer(newest.members, serverRecipient) ? 'zero-knowledge' : 'managed',
    // An older key would admit removed members again.
    refused: isFound || newest === undefined ? undefined : `its newest keyring: ${newest}`,
    left: [...left, ...closed],
  };
}

function usesOf(described: readonly DescribedObject[]): ReadonlyMap<number, EpochUse> {
  const uses = new Map<number, EpochUse>();
  for (const { object, description } of described) {
    const { epoch } = object.manifest;
    const revision = Number(description['keyring_revision'] ?? 1);
    const isPrivate = description['custody'] === 'zero-knowledge';
    const known = uses.get(epoch);
    uses.set(epoch, {
      revision: Math.max(revision, known?.revision ?? 1),
      isPrivate: isPrivate || known?.isPrivate === true,
    });
  }
  return uses;
}
