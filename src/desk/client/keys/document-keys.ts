import { fileKeyIn, openFile, openText, sealTo } from './age.js';
import { fetchJson, apiErrorOf } from './api.js';
import { here } from '../parts/here.js';
import { fetchSignedIn } from '../parts/signed-out.js';

interface Keyring {
  readonly epoch: number;
  readonly sealed: string;
}

interface Keyrings {
  readonly server_recipient: string;
  readonly recovery_recipient: string | null;
  readonly members: readonly { readonly recipient: string }[];
  readonly keyrings: readonly Keyring[];
}

interface VersionKey {
  readonly version: number;
  readonly epoch: number;
  readonly age_header: string;
}

const keyringsOf = (documentId: string): Promise<Keyrings> =>
  fetchJson<Keyrings>(`/api/documents/${documentId}/keyrings`);

/** The file key of one version; the caller zeroes it. */
export async function fileKeyOf(
  documentId: string,
  version: number,
  mySecret: string,
): Promise<Uint8Array> {
  const { secret, header } = await secretFor(documentId, version, mySecret);
  return fileKeyIn(header, secret);
}

/** The plaintext of one version. */
export async function contentOf(
  documentId: string,
  version: number,
  mySecret: string,
): Promise<Uint8Array> {
  const { secret } = await secretFor(documentId, version, mySecret);
  const response = await fetchSignedIn(
    here(`/api/documents/${documentId}/versions/${version}/sealed`),
  );
  if (!response.ok) throw await apiErrorOf(response);
  return openFile(new Uint8Array(await response.arrayBuffer()), secret);
}

/** Every epoch's secret, sealed to those who have it now and these. */
export async function resealedKeyrings(
  documentId: string,
  mySecret: string,
  who: readonly { readonly recipient: string }[] | 'server',
): Promise<Keyring[]> {
  const { members, keyrings, ...rings } = await keyringsOf(documentId);
  const more = who === 'server' ? [rings.server_recipient] : who.map(({ recipient }) => recipient);
  const recovery = rings.recovery_recipient === null ? [] : [rings.recovery_recipient];
  const everybody = [...members.map((member) => member.recipient), ...more, ...recovery];
  return Promise.all(
    keyrings.map(async ({ epoch, sealed }) => ({
      epoch,
      sealed: await sealTo(await openText(sealed, mySecret), everybody),
    })),
  );
}

async function secretFor(documentId: string, version: number, mySecret: string) {
  const [key, { keyrings }] = await Promise.all([
    fetchJson<VersionKey>(`/api/documents/${documentId}/versions/${version}/key`),
    keyringsOf(documentId),
  ]);
  const keyring = keyrings.find(({ epoch }) => epoch === key.epoch);
  if (keyring === undefined) throw new Error(`no keyring of epoch ${key.epoch}`);
  return { secret: await openText(keyring.sealed, mySecret), header: key.age_header };
}
