import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { z } from 'zod';
import { Secret } from '../platform/config/secret.js';
import { isAppError, type AppError } from '../platform/errors/app-error.js';
import {
  favoritesAnswer,
  grantAnswer,
  groupsAnswer,
  oauthError,
  organizationsAnswer,
  tenantAnswer,
} from './backend-answers.schema.js';
import { jsonOf, type BackendResponse, type BackendConnection } from './backend-connection.http.js';
import type { BackendStep } from './oneoffixx.errors.js';
import type { TemplateBackendSettings } from './oneoffixx.config.js';
import { backendFailed, GRANT_NOT_ACCEPTED } from './oneoffixx.errors.js';
import {
  TemplateBackend,
  type Grant,
  type ListedGroups,
  type ListedTemplates,
  type TemplatePlace,
} from './template-backend.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

type Settings = Pick<TemplateBackendSettings, 'grantPath' | 'servicePath' | 'api'>;

const logFailure = ({ code, data }: AppError): void =>
  new Logger(HttpTemplateBackend.name).warn({ code, ...data });

/** Supports both generations of the backend's API (ONEOFFIXX_API). */
export class HttpTemplateBackend extends TemplateBackend implements OnApplicationShutdown {
  constructor(
    private readonly connection: BackendConnection,
    private readonly settings: Settings,
    private readonly report: (failure: AppError) => void = logFailure,
  ) {
    super();
  }

  async grant(form: string): Promise<Grant> {
    return this.#reporting(async () => {
      const request = { step: 'grant', method: 'POST', path: this.settings.grantPath } as const;
      const response = await this.connection.send({ ...request, headers: FORM, body: form });
      if (isRejection(response.status)) throw grantRefused(response);
      const given = validated('grant', grantAnswer, jsonOf('grant', response));
      return { token: new Secret(given.access_token), expiresInSeconds: given.expires_in };
    });
  }

  async libraryId(grant: Grant): Promise<string> {
    const datasources = await this.#get('library', grant, tenantAnswer, { path: '/TenantInfo' });
    const [first, second] = datasources;
    // One that is alone needs no mark.
    const isChosen = this.settings.api === '2019' || second === undefined;
    const chosen = isChosen ? first : datasources.find(({ isPrimary }) => isPrimary);
    if (chosen === undefined) throw backendFailed('library', 'no-library');
    return chosen.id;
  }

  async organizationId(grant: Grant, libraryId: string): Promise<string | null> {
    if (this.settings.api === '2019') return null;
    const path = `/${encodeURIComponent(libraryId)}/OrganizationUnits`;
    const [first] = await this.#get('organization', grant, organizationsAnswer, { path });
    if (first === undefined) throw backendFailed('organization', 'no-organization');
    return first.id;
  }

  groups(grant: Grant, place: TemplatePlace): Promise<ListedGroups> {
    return this.#get('groups', grant, groupsAnswer, listIn(place, 'TemplateGroups'));
  }

  favorites(grant: Grant, place: TemplatePlace): Promise<ListedTemplates> {
    return this.#get('favorites', grant, favoritesAnswer, listIn(place, 'TemplateFavorites'));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }

  #get<T>(
    step: BackendStep,
    grant: Grant,
    shape: z.ZodType<T>,
    { path, form }: { path: string; form?: string | undefined },
  ): Promise<T> {
    return this.#reporting(async () => {
      const response = await this.connection.send({
        step,
        method: 'GET',
        path: this.settings.servicePath + path,
        headers: {
          authorization: `Bearer ${grant.token.reveal()}`,
          ...(form === undefined ? {} : FORM),
        },
        body: form,
      });
      return validated(step, shape, jsonOf(step, response));
    });
  }

  /** Logs failures for administrators, except for an expired grant, which is renewed. */
  async #reporting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isAppError(error) && error.code !== GRANT_NOT_ACCEPTED) this.report(error);
      throw error;
    }
  }
}

/**
 * The organisation is sent in the query and in the body: the original client sent a form with its GET request, and
 * it is not documented which of the two a backend reads.
 */
function listIn({ libraryId, organizationId }: TemplatePlace, list: string) {
  const path = `/${encodeURIComponent(libraryId)}/TemplateLibrary/${list}`;
  if (organizationId === null) return { path };
  const form = new URLSearchParams({ orgId: organizationId }).toString();
  return { path: `${path}?${form}`, form };
}

function validated<T>(step: BackendStep, shape: z.ZodType<T>, answer: unknown): T {
  const result = shape.safeParse(answer);
  if (result.success) return result.data;
  // Only the path of the faulty member: the response may hold a token.
  throw backendFailed(step, 'wrong-shape', { at: result.error.issues[0]?.path.join('.') ?? '' });
}

/** Of the request for a grant: not all that is refused is about credentials. */
const NO_REJECTION = [404, 405, 408, 429];
const isRejection = (status: number): boolean =>
  status >= 400 && status <= 499 && !NO_REJECTION.includes(status);

function grantRefused({ status, text }: BackendResponse) {
  return backendFailed('grant', 'grant-refused', { status, ...oauthErrorOf(text) });
}

function oauthErrorOf(text: string): { reason?: string } {
  try {
    return { reason: oauthError.parse(JSON.parse(text)).error };
  } catch {
    return {};
  }
}
