import { isAppError } from '../platform/errors/app-error.js';
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

  /** Whether there is a template backend at all. */
  get isOn(): boolean {
    return this.sources !== undefined;
  }

  async templatesFor(actor: Actor): Promise<OfferedTemplates> {
    if (this.sources === undefined) throw featureOff();
    const owner = { username: actor.username, timeout: await this.timeout.current() };
    const asking = new Asking(this.sources, owner);
    const { groups, favorites } = await asking.lists();
    return offeredTemplates(groups, favorites, { types: this.types, locale: actor.locale });
  }

  /** Undefined when the person has no such template, or none that can be used here. */
  async findTemplate(actor: Actor, templateId: string): Promise<Template | undefined> {
    const { templates } = await this.templatesFor(actor);
    const wanted = templateId.toLowerCase();
    return templates.find(({ id }) => id.toLowerCase() === wanted);
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
    try {
      const [groups, favorites] = await Promise.all([
        lists.get('groups', this.owner, () => this.#as((grant) => backend.groups(grant, place))),
        lists.get('favorites', this.owner, () =>
          this.#as((grant) => backend.favorites(grant, place)),
        ),
      ]);
      return { groups, favorites };
    } catch (error) {
      if (isLibraryGone(error)) await this.#forgetPlace();
      throw error;
    }
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

const isLibraryGone = (error: unknown): boolean =>
  isAppError(error) && LIBRARY_GONE.includes(Number(error.data.status));
