import type { Clock } from '../platform/clock/clock.js';
import { isAppError } from '../platform/errors/app-error.js';
import { BackendConnection } from './backend-connection.http.js';
import { FileCredentials } from './credentials.file.js';
import { grantForm } from './grants.js';
import type { TemplateBackendSettings } from './oneoffixx.config.js';
import { HttpTemplateBackend } from './template-backend.http.js';

/** What was checked: with a person's SID everything up to the templates, otherwise only the credentials. */
export type TemplateBackendProof = 'templates' | 'credentials';

/** The SID of nobody. The backend rejects it; the error shows whether it accepted our credentials. */
const NOBODY = 'S-1-0-0';
/** Shorter than for people: a round of checks must not take long. */
const LIMITS = { connectMs: 4_000, silenceMs: 8_000, wholeMs: 10_000, connections: 1 };

/**
 * Checks the credentials file, a grant for `sid`, the library and its templates, on a separate connection. Rejects
 * with an error of `oneoffixx.errors.ts`.
 */
export async function proveTemplateBackend(
  settings: TemplateBackendSettings,
  sid: string | undefined,
  clock: Clock,
): Promise<TemplateBackendProof> {
  const credentials = await new FileCredentials(settings.credentialsFile).read();
  const backend = new HttpTemplateBackend(
    new BackendConnection(settings.origin, LIMITS),
    settings,
    () => undefined,
  );
  try {
    const { scope, doubleEncodeBug } = settings;
    const request = { credentials, scope, doubleEncodeBug, nowMs: clock.nowMs() };
    const grant = await backend.grant(grantForm({ ...request, sid: sid ?? NOBODY }));
    if (sid === undefined) return 'credentials';
    const libraryId = await backend.libraryId(grant);
    const organizationId = await backend.organizationId(grant, libraryId);
    await backend.groups(grant, { libraryId, organizationId });
    return 'templates';
  } catch (error) {
    if (sid === undefined && isAppError(error) && error.data.reason === 'invalid_grant')
      return 'credentials';
    throw error;
  } finally {
    await backend.onApplicationShutdown();
  }
}
