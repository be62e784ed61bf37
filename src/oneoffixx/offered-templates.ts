import type { Locale } from '../platform/identity/actor.js';
import { fileNameOf } from './file-name.js';
import type { BackendGroup, BackendTemplate } from './template-backend.js';
import {
  FAVORITES_GROUP,
  NO_GROUP,
  type OfferedTemplates,
  type Template,
  type TemplateGroup,
  type TemplateTypes,
} from './template.js';

const FAVORITES_TITLE: Record<Locale, string> = {
  de: 'Favoriten',
  fr: 'Favoris',
  en: 'Favorites',
};

/** Turns what the backend lists into what a person can choose: only usable templates, each once. */
export function offeredTemplates(
  groups: readonly BackendGroup[],
  favorites: readonly BackendTemplate[],
  { types, locale }: { types: TemplateTypes; locale: Locale | null },
): OfferedTemplates {
  const offer = new Offer(types, new Map(groups.map(({ id, title }) => [id, title])));
  const shown = groups.map((group): TemplateGroup => {
    const templateIds = offer.take(group.templates, group.id);
    return { id: group.id, title: group.title, templateIds };
  });
  // A favourite that no group lists can be used all the same.
  const favoriteIds = offer.take(favorites, FAVORITES_GROUP);
  const title = FAVORITES_TITLE[locale ?? 'de'];
  const favoritesGroup = { id: FAVORITES_GROUP, title, templateIds: favoriteIds };
  const hasFavorites = favoriteIds.length > 0;
  return {
    templates: offer.templates,
    favorites: favoriteIds,
    groups: hasFavorites ? [favoritesGroup, ...shown] : shown,
    defaultGroup: hasFavorites ? FAVORITES_GROUP : NO_GROUP,
    leftOut: { unknownType: offer.unknownType.size, unnamed: offer.unnamed.size },
  };
}

class Offer {
  readonly unknownType = new Set<string>();
  readonly unnamed = new Set<string>();
  readonly #byId = new Map<string, Template>();

  constructor(
    private readonly types: TemplateTypes,
    private readonly groupTitles: ReadonlyMap<string, string>,
  ) {}

  get templates(): readonly Template[] {
    return [...this.#byId.values()];
  }

  /** Adds the usable ones that are not there yet; answers the ids of all usable ones. */
  take(listed: readonly BackendTemplate[], groupId: string): readonly string[] {
    const usable = listed.filter((template) => this.#add(template, groupId));
    return [...new Set(usable.map(({ id }) => id))];
  }

  #add(listed: BackendTemplate, inGroup: string): boolean {
    const type = this.types.find(listed.typeId);
    if (type === undefined) this.unknownType.add(listed.id);
    else if (listed.title === '') this.unnamed.add(listed.id);
    if (type === undefined || listed.title === '') return false;
    if (this.#byId.has(listed.id)) return true;
    const groupId = listed.groupId ?? inGroup;
    const { id, title, languages } = listed;
    const { contentType, extension } = type;
    const groupTitle = this.groupTitles.get(inGroup) ?? this.groupTitles.get(groupId) ?? '';
    const filename = fileNameOf(title, extension);
    const kind = { contentType, extension, filename };
    this.#byId.set(id, { id, title, groupId, groupTitle, languages, ...kind });
    return true;
  }
}
