import { AppError, isAppError } from '../platform/errors/app-error.js';
import { type Sentence, sentence } from '../platform/errors/sentence.js';
import { DamageError } from './seal/damage.js';

export const tooLarge = (maxBytes: number): AppError =>
  new AppError(
    'storage/too-large',
    'too-large',
    sentence`The content is larger than ${maxBytes} bytes. Save a smaller file.`,
    {
      data: { maxBytes },
    },
  );

export const truncated = (expectedBytes: number, receivedBytes: number): AppError =>
  new AppError(
    'storage/truncated',
    'unavailable',
    sentence`The content ended after ${receivedBytes} of ${expectedBytes} bytes and was not kept. Send it again.`,
    { data: { expectedBytes, receivedBytes } },
  );

export const longerThanAnnounced = (expectedBytes: number): AppError =>
  new AppError(
    'storage/longer-than-said',
    'unavailable',
    sentence`The content is longer than the ${expectedBytes} bytes announced and was not kept. Send it again.`,
    { data: { expectedBytes } },
  );

export const descriptionTooLong = (maxBytes: number): AppError =>
  new AppError(
    'storage/description-too-long',
    'invalid',
    sentence`The description of the version is longer than ${maxBytes} bytes. Shorten its title or names.`,
  );

export const notDurable = (
  what: Sentence,
  durable: number,
  needed: number,
  causes: readonly unknown[],
): AppError =>
  new AppError(
    'storage/not-durable',
    'unavailable',
    sentence`${what} reached ${durable} of the ${needed} providers it needs and was removed. Check the providers, then try again.`,
    {
      data: { durable, needed, reasons: causes.map(messageOf) },
      cause: causes[0],
      retryAfterSeconds: 5,
    },
  );

export const unrecoverable = (versionId: string, good: number, needed: number): AppError =>
  new AppError(
    'storage/unrecoverable',
    'unavailable',
    sentence`Object ${versionId} has ${good} readable shards of the ${needed} it needs. Bring its providers back, then try again.`,
    { data: { versionId, good, needed } },
  );

/** Not expected: the blocks were verified before, so only a bug in the erasure code could cause it. */
export const rebuiltOtherwise = (versionId: string, index: number): AppError =>
  new AppError(
    'storage/rebuilt-otherwise',
    'internal',
    sentence`Shard ${index} of object ${versionId} was rebuilt to other bytes than its manifest names and was not written. Report this as a fault of Kontor.`,
    { data: { versionId, index } },
  );

export const noSuchObject = (versionId: string): AppError =>
  new AppError(
    'storage/no-such-object',
    'not-found',
    sentence`No object is stored for version ${versionId}. Reload the list of versions.`,
    {
      data: { versionId },
    },
  );

export const noKeyring = (documentId: string): AppError =>
  new AppError(
    'storage/no-keyring',
    'internal',
    sentence`Document ${documentId} has no keyring; create it first.`,
    {
      data: { documentId },
    },
  );

export const keyNeeded = (documentId: string): AppError =>
  new AppError(
    'storage/key-needed',
    'forbidden',
    sentence`This server has no key of document ${documentId}: one of its members must give it. To edit, send \`release\` with POST /api/eurooffice/session; to read, open GET /api/documents/:id/versions/:number/sealed with your key. docs/zero-knowledge.md shows both.`,
    { data: { documentId } },
  );

export const badRecipient = (recipient: string): AppError =>
  new AppError(
    'storage/bad-recipient',
    'invalid',
    sentence`"${recipient.slice(0, 80)}" is no public key of an age X25519 identity. Send one that begins with age1.`,
  );

export const sealingsIncomplete = (documentId: string, epochs: readonly number[]): AppError =>
  new AppError(
    'storage/sealings-incomplete',
    'unprocessable',
    sentence`Document ${documentId} needs a wrapped key for each of its epochs; missing: ${epochs.join(', ')}. Take them from GET /api/documents/${documentId}/keyrings.`,
    { data: { documentId, epochs } },
  );

export const badSealing = (documentId: string, epoch: number, members: number): AppError =>
  new AppError(
    'storage/bad-sealing',
    'invalid',
    sentence`The wrapped key of epoch ${epoch} of document ${documentId} was rejected. Send an armored age file for exactly ${members} X25519 recipients.`,
    { data: { documentId, epoch, members } },
  );

export const sealingNotOurs = (documentId: string, epoch: number): AppError =>
  new AppError(
    'storage/sealing-not-ours',
    'unprocessable',
    sentence`The wrapped key of epoch ${epoch} of document ${documentId} does not contain its secret, or is not sealed to this server. Seal the secret to "server_recipient" as well.`,
    { data: { documentId, epoch } },
  );

export const keyringChanged = (documentId: string): AppError =>
  new AppError(
    'storage/keyring-changed',
    'conflict',
    sentence`The keyring of document ${documentId} was changed in the meantime; read it and try again.`,
    { data: { documentId } },
  );

/** The sealed bytes pass every check that needs no key, but do not open. */
export const damaged = (versionId: string, cause: unknown): AppError =>
  new AppError(
    'storage/damaged',
    'internal',
    sentence`Object ${versionId} does not open with its key (${messageOf(cause)}). Restore an earlier version.`,
    { data: { versionId, what: cause instanceof DamageError ? cause.what : undefined }, cause },
  );

export const noSuchShard = (provider: string, key: string): AppError =>
  new AppError(
    'storage/no-such-shard',
    'not-found',
    sentence`Provider ${provider} has no shard ${key}. Start a scrub to repair it.`,
    {
      data: { provider, key },
    },
  );

export const shardTooShort = (provider: string, key: string): AppError =>
  new AppError(
    'storage/shard-too-short',
    'internal',
    sentence`Shard ${key} on provider ${provider} is shorter than it should be. Start a scrub to repair it.`,
    {
      data: { provider, key },
    },
  );

/** What a provider is asked to do. */
const TASKS = {
  'prepare its folder': sentence`prepare its folder`,
  'be looked at': sentence`be looked at`,
  'be examined': sentence`be examined`,
  'look for abandoned uploads': sentence`look for abandoned uploads`,
  'list shards': sentence`list shards`,
  'open a shard': sentence`open a shard`,
  'read a shard': sentence`read a shard`,
  'write a shard': sentence`write a shard`,
  'commit a shard': sentence`commit a shard`,
  'remove a shard': sentence`remove a shard`,
  'take another operation': sentence`take another operation`,
};
export type ProviderTask = keyof typeof TASKS;

export const providerFailed = (provider: string, doing: ProviderTask, cause: unknown): AppError =>
  new AppError(
    'storage/provider-failed',
    'unavailable',
    sentence`Provider ${provider} failed to ${TASKS[doing]} (${messageOf(cause)}). Run "kontor doctor" to test it.`,
    {
      data: { provider },
      cause,
    },
  );

export const shardLate = (provider: string, waitedMs: number): AppError =>
  new AppError(
    'storage/shard-late',
    'unavailable',
    sentence`Provider ${provider} was still busy after ${Math.round(waitedMs)} ms. Check its disk or its network.`,
    {
      data: { provider, waitedMs },
    },
  );

export const busy = (): AppError =>
  new AppError(
    'storage/busy',
    'unavailable',
    'Too many files are being read and written; no memory is free for another. Try again in a few seconds.',
    { retryAfterSeconds: 5 },
  );

export const providerLeftOut = (provider: string): AppError =>
  new AppError(
    'storage/provider-left-out',
    'unavailable',
    sentence`Provider ${provider} failed or was late a moment ago and is left out. Wait until it is tried again, or check it.`,
    { data: { provider } },
  );

export const adminsOnly = (): AppError =>
  new AppError(
    'storage/admins-only',
    'forbidden',
    'Only administrators may manage the storage. Ask one of them.',
  );

export const noSuchProvider = (name: string, known: readonly string[]): AppError =>
  new AppError(
    'storage/no-such-provider',
    'not-found',
    sentence`No provider is called ${name}. Name one of these: ${known.join(', ')}.`,
    { data: { name } },
  );

export const tooFewProviders = (name: string, left: number, needed: number): AppError =>
  new AppError(
    'storage/too-few-providers',
    'unprocessable',
    sentence`Without provider ${name} ${left} would be left, and every version needs ${needed}. Add another provider first.`,
    { data: { name, left, needed } },
  );

export const identityMissing = (file: string): AppError =>
  new AppError(
    'storage/identity-missing',
    'internal',
    sentence`The identity file ${file} is missing, but documents sealed to it exist. Put it back from its backup; a new one would open none of them.`,
    { data: { file } },
  );

export const identityInvalid = (file: string): AppError =>
  new AppError(
    'storage/identity-invalid',
    'internal',
    sentence`The identity file ${file} contains no age secret key with a manifest signing seed. Put it back from its backup.`,
    { data: { file } },
  );

export const recoveryTargetNotEmpty = (folder: string): AppError =>
  new AppError(
    'storage/recovery-target-not-empty',
    'conflict',
    sentence`${folder} is not empty, and nothing is ever overwritten. Name a new folder.`,
    { data: { folder } },
  );

export const recoveryPlaceInvalid = (place: string, why: string): AppError =>
  new AppError(
    'storage/recovery-place-invalid',
    'invalid',
    sentence`${place} ${why}. Correct --from.`,
    {
      data: { place },
    },
  );

export const identityFileUnreadable = (file: string, code: string | undefined): AppError =>
  new AppError(
    'storage/identity-file-unreadable',
    'invalid',
    sentence`The identity file ${file} cannot be read (${code ?? 'unknown cause'}). Check its path and its permissions.`,
    { data: { file } },
  );

export const identityFileInvalid = (file: string): AppError =>
  new AppError(
    'storage/identity-file-invalid',
    'invalid',
    sentence`The identity file ${file} contains no age secret key. Name a file that Kontor or age-keygen wrote.`,
    { data: { file } },
  );

export const badSigner = (text: string): AppError =>
  new AppError(
    'storage/bad-signer',
    'invalid',
    sentence`${text} is no Ed25519 public key. Give its 32 bytes in base64 or hex; a key id and a slash may precede them.`,
    { data: { text } },
  );

/**
 * The fault of a shard after a failed read. Undefined when the provider failed: an unreachable provider has lost no
 * shard. A missing, truncated or altered shard has a fault.
 */
export function faultOfShard(error: unknown): string | undefined {
  if (error instanceof DamageError) return error.what;
  if (isAppError(error, 'storage/provider-failed')) return undefined;
  return isAppError(error) ? error.code : 'failed';
}

/** The code of a system error, because its message contains a path. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown cause';
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' && !(error instanceof AppError) ? code : error.message;
}
