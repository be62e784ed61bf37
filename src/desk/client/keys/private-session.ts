import type { EditorTask } from '../../edit/editor-task.js';
import { openingFor, type EditorSession } from '../editor/editor-session.js';
import { fileKeyIn } from './age.js';
import { fetchJson, ApiError, sendJson } from './api.js';
import { fileKeyOf } from './document-keys.js';
import {
  fileKeyOfRelease,
  releaseOf,
  sessionIdentity,
  sessionIdOf,
  type Release,
} from './release.js';
import { forget, keep, kept, unlockedSecret } from './tab.js';
import { mySecret } from './unlock.js';

/** Somebody may save between reading the current version and opening it; this many times in a row is an error. */
const ATTEMPTS = 5;

const placeOf = (documentId: string): string => `kontor.session.${documentId}`;

/**
 * An editing session of a document that the server cannot open: the version's key is released for it. A tab that
 * opened it before goes on with the key pair of that session; otherwise the person's own key is asked for.
 */
export async function openPrivateSession(task: EditorTask): Promise<EditorSession> {
  const { documentId } = task;
  let wanted = task.version;
  for (let attempt = 1; ; attempt++) {
    const version = wanted ?? (await currentVersion(documentId));
    const release = await releaseFor(documentId, version);
    try {
      const session = await begin(task, release);
      await keep(placeOf(documentId), JSON.stringify(release), Date.parse(release.expires_at));
      return session;
    } catch (error) {
      const isOther = error instanceof ApiError && error.code === 'editor-connector/other-version';
      if (!isOther || attempt >= ATTEMPTS) throw error;
      // Not always the newest: unsaved changes need the version that they were made from.
      const { version: named } = error.data as { version?: number };
      wanted = named ?? task.version;
    }
  }
}

const begin = (task: EditorTask, release: Release) =>
  sendJson<EditorSession>('POST', '/api/eurooffice/session', { ...openingFor(task), release });

async function currentVersion(documentId: string): Promise<number> {
  const { current_version: version } = await fetchJson<{ current_version: number }>(
    `/api/documents/${documentId}`,
  );
  return version;
}

async function releaseFor(documentId: string, version: number): Promise<Release> {
  const fileKey =
    ((await unlockedSecret()) === undefined
      ? await keyOfEarlierSession(documentId, version)
      : undefined) ?? (await fileKeyOf(documentId, version, await mySecret()));
  try {
    return await releaseOf(fileKey, documentId, version);
  } finally {
    fileKey.fill(0);
  }
}

/** What this tab's last session of the document opens: the version it began with, and those saved in it. */
async function keyOfEarlierSession(
  documentId: string,
  version: number,
): Promise<Uint8Array | undefined> {
  const text = await kept(placeOf(documentId));
  if (text === undefined) return undefined;
  const earlier = JSON.parse(text) as Release;
  try {
    if (earlier.version === version) return await fileKeyOfRelease(earlier, documentId);
    const header = await headerFor(earlier.capability, version);
    if (header === undefined) return undefined;
    return await fileKeyIn(header, (await sessionIdentity(earlier.capability)).secret);
  } catch {
    forget(placeOf(documentId));
    return undefined;
  }
}

async function headerFor(capability: string, version: number): Promise<string | undefined> {
  const sessionId = await sessionIdOf(capability);
  const { keys } = await fetchJson<{ keys: { version: number; age_header: string }[] }>(
    `/api/eurooffice/session/${sessionId}/keys`,
  );
  return keys.find((key) => key.version === version)?.age_header;
}
