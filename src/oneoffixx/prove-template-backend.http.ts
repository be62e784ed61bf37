import type { Clock } from '../platform/clock/clock.js';
import { isAppError } from '../platform/errors/app-error.js';
import { BackendConnection } from './backend-connection.http.js';
import { FileCredentials } from './credentials.file.js';
import { grantForm } from './grant-request.js';
import type { TemplateBackendSettings } from './oneoffixx.config.js';
import { HttpTemplateBackend } from './template-backend.http.js';

/** How far it came: with a person to ask for all the way to the templates, else to the credentials. */
export type TemplateBackendProof = 'templates' | 'credentials';

/** Nobody's: the backend refuses it, and how it does tells whether it knows us. */
const NOBODY = 'S-1-0-0';
/** A person would wait longer; a round of checks does not. */
const LIMITS = { connectMs: 4_000, silenceMs: 8_000, wholeMs: 10_000, connections: 1 };

/**
 * Credentials, a grant, the library and its templates, on a connection of its own. `sid`: for whom. Rejects with
 * the errors of `oneoffixx.errors.ts`.
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
