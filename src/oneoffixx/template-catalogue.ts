import { isAppError, type AppError } from '../platform/errors/app-error.js';
import type { Actor } from '../platform/identity/actor.js';
import type { CacheTimeoutSetting } from './cache-timeout.js';
import type { Grant, Grants } from './grants.js';
import type { KeptLists, ListOwner } from './kept-lists.js';
import { offeredTemplates } from './offered-templates.js';
import { featureOff, GRANT_NOT_ACCEPTED } from './oneoffixx.errors.js';
import type { TemplateBackend, TemplatePlace } from './template-backend.js';
import type { OfferedTemplates, Template, TemplateTypes } from './template.js';

/** What the catalogue asks for people; shared by all requests. */
export class CatalogueSources {
  constructor(
    readonly backend: TemplateBackend,
    readonly grants: Grants,
    readonly lists: KeptLists,
  ) {}
}

/** Statuses with which a backend says that the library itself is not there (any more). */
const LIBRARY_GONE = [400, 403, 404, 410];

/** Which templates a person may use. `sources` is undefined when no backend is configured. */
export class TemplateCatalogue {
  constructor(
    private readonly sources: CatalogueSources | undefined,
    private readonly timeout: CacheTimeoutSetting,
    private readonly types: TemplateTypes,
  ) {}

  /** Whether this server has a template backend; without one, nothing about templates is shown. */
  get isConfigured(): boolean {
    return this.sources !== undefined;
  }

  /**
   * What can be read: one list that fails leaves the other usable, as long as that one offers something.
   * Otherwise the failure is thrown, as every failure before the lists.
   */
  async templatesFor(actor: Actor): Promise<OfferedTemplates> {
    const { offered, failure } = await this.#ask(actor);
    if (failure !== undefined && offered.templates.length === 0) throw failure;
    return offered;
  }

  /**
   * Undefined when the person has no such template, or none that can be used here. A list that fails is
   * thrown when the template may stand in it.
   */
  async findTemplate(actor: Actor, templateId: string): Promise<Template | undefined> {
    const { offered, failure } = await this.#ask(actor);
    const wanted = templateId.toLowerCase();
    const found = offered.templates.find(({ id }) => id.toLowerCase() === wanted);
    if (found === undefined && failure !== undefined) throw failure;
    return found;
  }

  async #ask(actor: Actor) {
    if (this.sources === undefined) throw featureOff();
    const owner = { username: actor.username, timeout: await this.timeout.current() };
    const { groups, favorites, failure } = await new Asking(this.sources, owner).lists();
    const offered = offeredTemplates(
      { groups, favorites },
      { types: this.types, locale: actor.locale },
    );
    return { offered, failure };
  }
}

/** One request of one person. */
class Asking {
  constructor(
    private readonly sources: CatalogueSources,
    private readonly owner: ListOwner,
  ) {}

  async lists() {
    const { backend, lists } = this.sources;
    const place = await this.#place();
    const [groups, favorites] = await Promise.allSettled([
      lists.get('groups', this.owner, () => this.#as((grant) => backend.groups(grant, place))),
      lists.get('favorites', this.owner, () =>
        this.#as((grant) => backend.favorites(grant, place)),
      ),
    ]);
    const failures = [groups, favorites].flatMap(failureOf);
    if (failures.some(isLibraryGone)) await this.#forgetPlace();
    return { groups: valueOf(groups), favorites: valueOf(favorites), failure: failures[0] };
  }

  async #place(): Promise<TemplatePlace> {
    const { backend, lists } = this.sources;
    const libraryId = await lists.get('library', this.owner, () =>
      this.#as((grant) => backend.libraryId(grant)),
    );
    const organizationId = await lists.get('organization', this.owner, () =>
      this.#as((grant) => backend.organizationId(grant, libraryId)),
    );
    return { libraryId, organizationId };
  }

  /** Otherwise a library that was moved would stay wrong for as long as lists are kept. */
  async #forgetPlace(): Promise<void> {
    await this.sources.lists.forget('library', this.owner);
    await this.sources.lists.forget('organization', this.owner);
  }

  /** With the person's grant; one that is not accepted is renewed, once. */
  async #as<T>(ask: (grant: Grant) => Promise<T>): Promise<T> {
    const { grants } = this.sources;
    const grant = await grants.grantOf(this.owner.username);
    try {
      return await ask(grant);
    } catch (error) {
      if (!isAppError(error, GRANT_NOT_ACCEPTED)) throw error;
      grants.drop(this.owner.username, grant);
      return ask(await grants.grantOf(this.owner.username));
    }
  }
}

const valueOf = <T>(result: PromiseSettledResult<T>): T | null =>
  result.status === 'fulfilled' ? result.value : null;

/** Only what the backend or the way to it did; a fault of our own is nobody's missing list. */
function failureOf(result: PromiseSettledResult<unknown>): AppError[] {
  if (result.status === 'fulfilled') return [];
  if (!isAppError(result.reason)) throw result.reason;
  return [result.reason];
}

const isLibraryGone = (error: unknown): boolean =>
  isAppError(error) && LIBRARY_GONE.includes(Number(error.data.status));
