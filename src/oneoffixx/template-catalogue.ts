import { isAppError, type AppError } from '../platform/errors/app-error.js';
import type { Actor, Locale } from '../platform/identity/actor.js';
import type { CacheTimeoutSetting } from './cache-timeout.js';
import type { Grants } from './grants.js';
import type { CachedLists, ListOwner } from './cached-lists.js';
import { offeredTemplates } from './offered-templates.js';
import { featureOff, GRANT_NOT_ACCEPTED } from './oneoffixx.errors.js';
import type { Grant, ListedGroups, TemplateBackend, TemplatePlace } from './template-backend.js';
import type { Listed, OfferedTemplates, Template, TemplateTypes } from './offered-templates.js';

/** What the catalogue reads from; shared by all requests. */
export class CatalogueSources {
  constructor(
    readonly backend: TemplateBackend,
    readonly grants: Grants,
    readonly lists: CachedLists,
  ) {}
}

/** Grants and lists belong to the person that is impersonated: those of another fake SID are not used. */
export class PresentSources {
  #sid: string | undefined;
  #sources: CatalogueSources | undefined;

  constructor(
    private readonly settings: { readonly fakeSid: string },
    private readonly create: (fakeSid: string) => CatalogueSources,
  ) {}

  get(): CatalogueSources {
    const { fakeSid } = this.settings;
    if (this.#sources === undefined || this.#sid !== fakeSid) {
      this.#sid = fakeSid;
      this.#sources = this.create(fakeSid);
    }
    return this.#sources;
  }
}

/** Statuses with which a backend answers when the library does not exist (any more). */
const LIBRARY_GONE = [400, 403, 404, 410];

/** Which templates a person may use. `sources` is undefined when no backend is configured. */
export class TemplateCatalogue {
  /** What was last made of lists; lists that are cached are the same objects each time. */
  readonly #offers = new WeakMap<object, Offer>();

  constructor(
    private readonly sources: PresentSources | undefined,
    private readonly timeout: CacheTimeoutSetting,
    private readonly types: TemplateTypes,
  ) {}

  /** Whether this server has a template backend; without one, pages show nothing about templates. */
  get isConfigured(): boolean {
    return this.sources !== undefined;
  }

  /**
   * If one of the two lists fails, the templates of the other are returned. Rejects when that leaves no template, or
   * when a step before the lists fails.
   */
  async templatesFor(actor: Actor): Promise<OfferedTemplates> {
    const { offered, failure } = await this.#offerFor(actor);
    if (failure !== undefined && offered.templates.length === 0) throw failure;
    return offered;
  }

  /**
   * Undefined when the person has no such template, or it cannot be used here. Rejects when a list failed that may
   * contain it.
   */
  async findTemplate(actor: Actor, templateId: string): Promise<Template | undefined> {
    const { offered, failure } = await this.#offerFor(actor);
    const wanted = templateId.toLowerCase();
    const found =
      offered.templates.find(({ id }) => id === templateId) ??
      offered.templates.find(({ id }) => id.toLowerCase() === wanted);
    if (found === undefined && failure !== undefined) throw failure;
    return found;
  }

  async #offerFor(actor: Actor) {
    if (this.sources === undefined) throw featureOff();
    const owner = { accountId: actor.id, timeout: await this.timeout.current() };
    const { groups, favorites, failure } = await new CatalogueRequest(
      this.sources.get(),
      owner,
    ).lists();
    return { offered: this.#offerOf({ groups, favorites }, actor.locale), failure };
  }

  #offerOf(listed: Listed, locale: Locale | null): OfferedTemplates {
    const known = listed.groups === null ? undefined : this.#offers.get(listed.groups);
    if (known?.favorites === listed.favorites && known.locale === locale) return known.offered;
    const offered = offeredTemplates(listed, { types: this.types, locale });
    const { groups, favorites } = listed;
    if (groups !== null) this.#offers.set(groups, { favorites, locale, offered });
    return offered;
  }
}

interface Offer {
  readonly favorites: Listed['favorites'];
  readonly locale: Locale | null;
  readonly offered: OfferedTemplates;
}

/** Reads the lists of one person. */
class CatalogueRequest {
  constructor(
    private readonly sources: CatalogueSources,
    private readonly owner: ListOwner,
  ) {}

  async lists() {
    const { backend, lists } = this.sources;
    const place = await this.#place();
    const [groups, favorites] = await Promise.allSettled([
      lists.get(
        'groups',
        this.owner,
        () => this.#withGrant((grant) => backend.groups(grant, place)),
        isDoubtful,
      ),
      lists.get('favorites', this.owner, () =>
        this.#withGrant((grant) => backend.favorites(grant, place)),
      ),
    ]);
    const failures = [groups, favorites].flatMap(failureOf);
    if (failures.some(isLibraryGone)) await this.#forgetPlace();
    return { groups: valueOf(groups), favorites: valueOf(favorites), failure: failures[0] };
  }

  async #place(): Promise<TemplatePlace> {
    const { backend, lists } = this.sources;
    const libraryId = await lists.get('library', this.owner, () =>
      this.#withGrant((grant) => backend.libraryId(grant)),
    );
    const organizationId = await lists.get('organization', this.owner, () =>
      this.#withGrant((grant) => backend.organizationId(grant, libraryId)),
    );
    return { libraryId, organizationId };
  }

  /** A library that was moved would otherwise stay wrong until the cache expires. */
  async #forgetPlace(): Promise<void> {
    await this.sources.lists.forget('library', this.owner);
    await this.sources.lists.forget('organization', this.owner);
  }

  /** Sends a request with the person's grant; a grant that is not accepted is renewed once. */
  async #withGrant<T>(send: (grant: Grant) => Promise<T>): Promise<T> {
    const { grants } = this.sources;
    const grant = await grants.grantOf(this.owner.accountId);
    try {
      return await send(grant);
    } catch (error) {
      if (!isAppError(error, GRANT_NOT_ACCEPTED)) throw error;
      grants.drop(this.owner.accountId, grant);
      return send(await grants.grantOf(this.owner.accountId));
    }
  }
}

/** Whoever publishes or corrects a template there must not wait for the cache until people see it. */
const isDoubtful = ({ groups, unreadable }: ListedGroups): boolean =>
  unreadable > 0 || groups.every(({ templates }) => templates.length === 0);

const valueOf = <T>(result: PromiseSettledResult<T>): T | null =>
  result.status === 'fulfilled' ? result.value : null;

/** The expected failures of a list; an error that is not an AppError is a bug and is thrown. */
function failureOf(result: PromiseSettledResult<unknown>): AppError[] {
  if (result.status === 'fulfilled') return [];
  if (!isAppError(result.reason)) throw result.reason;
  return [result.reason];
}

const isLibraryGone = (error: unknown): boolean =>
  isAppError(error) && LIBRARY_GONE.includes(Number(error.data.status));
