import type { Locale } from '../platform/identity/actor.js';
import { fileNameOf } from './file-name.js';
import type {
  BackendGroup,
  BackendTemplate,
  ListedGroups,
  ListedTemplates,
} from './template-backend.js';
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

/** What the backend listed; null for a list that it did not hand out. */
export interface Listed {
  readonly groups: ListedGroups | null;
  readonly favorites: ListedTemplates | null;
}

/** Turns what the backend lists into what a person can choose: only usable templates, each once. */
export function offeredTemplates(
  listed: Listed,
  { types, locale }: { types: TemplateTypes; locale: Locale | null },
): OfferedTemplates {
  const groups = listed.groups?.groups ?? [];
  const offer = new Offer(types, titlesOf(groups));
  const shown = groups.flatMap(({ id, title, templates }): TemplateGroup[] => {
    const templateIds = offer.take(templates, { id, title });
    return id === null ? [] : [{ id, title, templateIds }];
  });
  // A favourite that no group lists can be used all the same.
  const favoriteIds = offer.take(listed.favorites?.templates ?? [], NOT_GROUPED);
  const title = FAVORITES_TITLE[locale ?? 'de'];
  const favoritesGroup = { id: FAVORITES_GROUP, title, templateIds: favoriteIds };
  const hasFavorites = favoriteIds.length > 0;
  return {
    templates: offer.templates,
    favorites: favoriteIds,
    groups: hasFavorites ? [favoritesGroup, ...shown] : shown,
    defaultGroup: hasFavorites ? FAVORITES_GROUP : NO_GROUP,
    leftOut: {
      unknownType: offer.unknownType.size,
      unnamed: offer.unnamed.size,
      unreadable: (listed.groups?.unreadable ?? 0) + (listed.favorites?.unreadable ?? 0),
    },
    failedLists: (['groups', 'favorites'] as const).filter((list) => listed[list] === null),
  };
}

type InGroup = Pick<BackendGroup, 'id' | 'title'>;
const NOT_GROUPED: InGroup = { id: FAVORITES_GROUP, title: '' };

const titlesOf = (groups: readonly BackendGroup[]): ReadonlyMap<string, string> =>
  new Map(groups.flatMap(({ id, title }) => (id === null ? [] : [[id, title]])));

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
  take(listed: readonly BackendTemplate[], group: InGroup): readonly string[] {
    const usable = listed.filter((template) => this.#add(template, group));
    return [...new Set(usable.map(({ id }) => id))];
  }

  #add(listed: BackendTemplate, inGroup: InGroup): boolean {
    const type = this.types.find(listed.typeId);
    if (type === undefined) this.unknownType.add(listed.id);
    else if (listed.title === '') this.unnamed.add(listed.id);
    if (type === undefined || listed.title === '') return false;
    if (this.#byId.has(listed.id)) return true;
    const groupId = listed.groupId ?? inGroup.id ?? NO_GROUP;
    const { id, title, languages } = listed;
    const { contentType, extension } = type;
    const groupTitle = inGroup.title || this.groupTitles.get(groupId) || '';
    const filename = fileNameOf(title, extension);
    const kind = { contentType, extension, filename };
    this.#byId.set(id, { id, title, groupId, groupTitle, languages, ...kind });
    return true;
  }
}
