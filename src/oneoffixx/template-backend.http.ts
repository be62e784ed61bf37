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
import { jsonOf, type Answer, type BackendConnection } from './backend-connection.http.js';
import type { BackendStep } from './backend-failure.js';
import type { Grant } from './grants.js';
import type { TemplateBackendSettings } from './oneoffixx.config.js';
import { backendFailed, GRANT_NOT_ACCEPTED } from './oneoffixx.errors.js';
import {
  TemplateBackend,
  type ListedGroups,
  type ListedTemplates,
  type TemplatePlace,
} from './template-backend.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

type Settings = Pick<TemplateBackendSettings, 'grantPath' | 'servicePath' | 'api'>;

const logged = ({ code, data }: AppError): void =>
  new Logger(HttpTemplateBackend.name).warn({ code, ...data });

/** Speaks both generations of the backend's interface. */
export class HttpTemplateBackend extends TemplateBackend implements OnApplicationShutdown {
  constructor(
    private readonly connection: BackendConnection,
    private readonly settings: Settings,
    private readonly report: (failure: AppError) => void = logged,
  ) {
    super();
  }

  async grant(form: string): Promise<Grant> {
    return this.#reported(async () => {
      const question = { step: 'grant', method: 'POST', path: this.settings.grantPath } as const;
      const answer = await this.connection.ask({ ...question, headers: FORM, body: form });
      if (isRefusal(answer.status)) throw grantRefused(answer);
      const given = checked('grant', grantAnswer, jsonOf('grant', answer));
      return { token: new Secret(given.access_token), expiresInSeconds: given.expires_in };
    });
  }

  async libraryId(grant: Grant): Promise<string> {
    const datasources = await this.#get('library', grant, tenantAnswer, { path: '/TenantInfo' });
    const chosen =
      this.settings.api === '2019'
        ? datasources[0]
        : datasources.find(({ isPrimary }) => isPrimary === true);
    if (chosen === undefined) throw backendFailed('library', 'no-library');
    return chosen.id;
  }

  async organizationId(grant: Grant, libraryId: string): Promise<string | null> {
    if (this.settings.api === '2019') return null;
    const path = `/${encodeURIComponent(libraryId)}/OrganizationUnits`;
    const [first] = await this.#get('organization', grant, organizationsAnswer, { path });
    return first?.id ?? null;
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
    return this.#reported(async () => {
      const answer = await this.connection.ask({
        step,
        method: 'GET',
        path: this.settings.servicePath + path,
        headers: {
          authorization: `Bearer ${grant.token.reveal()}`,
          ...(form === undefined ? {} : FORM),
        },
        body: form,
      });
      return checked(step, shape, jsonOf(step, answer));
    });
  }

  /** A grant that ran out is everyday life; whatever else fails is for the administrators to know. */
  async #reported<T>(asking: () => Promise<T>): Promise<T> {
    try {
      return await asking();
    } catch (error) {
      if (isAppError(error) && error.code !== GRANT_NOT_ACCEPTED) this.report(error);
      throw error;
    }
  }
}

/**
 * The organisation goes into the query and into the body: the original client sent a form with its GET, and
 * which of the two a backend reads is not documented.
 */
function listIn({ libraryId, organizationId }: TemplatePlace, list: string) {
  const path = `/${encodeURIComponent(libraryId)}/TemplateLibrary/${list}`;
  if (organizationId === null) return { path };
  const form = new URLSearchParams({ orgId: organizationId }).toString();
  return { path: `${path}?${form}`, form };
}

function checked<T>(step: BackendStep, shape: z.ZodType<T>, answer: unknown): T {
  const result = shape.safeParse(answer);
  if (result.success) return result.data;
  // Where, never what: the answer may hold a token.
  throw backendFailed(step, 'wrong-shape', { at: result.error.issues[0]?.path.join('.') ?? '' });
}

const isRefusal = (status: number): boolean =>
  status >= 400 && status <= 499 && status !== 408 && status !== 429;

function grantRefused({ status, text }: Answer) {
  return backendFailed('grant', 'grant-refused', { status, ...wordOfRefusal(text) });
}

function wordOfRefusal(text: string): { reason?: string } {
  try {
    return { reason: oauthError.parse(JSON.parse(text)).error };
  } catch {
    return {};
  }
}
