import type { Clock } from '../platform/clock/clock.js';
import { isAppError } from '../platform/errors/app-error.js';
import type { CredentialsSource } from './credentials.js';
import { grantForm } from './grant-request.js';
import type { Grant } from './grants.js';
import { noSid, sidLookupFailed } from './oneoffixx.errors.js';
import type { PersonSid } from './person-sid.js';
import type { TemplateBackend } from './template-backend.js';

interface Settings {
  readonly fakeSid: string | undefined;
  readonly scope: string;
  readonly doubleEncodeBug: boolean;
}

/** Asks the backend for a grant in a person's name: credentials first, then the SID, then the request. */
export class Impersonation {
  constructor(
    private readonly source: CredentialsSource,
    private readonly people: PersonSid | undefined,
    private readonly backend: TemplateBackend,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async grantFor(username: string): Promise<Grant> {
    const credentials = await this.source.read();
    const sid = this.settings.fakeSid ?? (await this.#sidInDirectory(username));
    const { scope, doubleEncodeBug } = this.settings;
    const nowMs = this.clock.nowMs();
    return this.backend.grant(grantForm({ credentials, sid, scope, doubleEncodeBug, nowMs }));
  }

  async #sidInDirectory(username: string): Promise<string> {
    try {
      const sid = await this.people?.sidOf(username);
      if (sid) return sid;
    } catch (error) {
      throw isAppError(error) ? error : sidLookupFailed(username, error);
    }
    throw noSid(username);
  }
}
