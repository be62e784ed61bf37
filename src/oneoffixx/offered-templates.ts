import type { Locale } from '../platform/identity/actor.js';
import type {
  BackendGroup,
  BackendTemplate,
  ListedGroups,
  ListedTemplates,
} from './template-backend.js';

/** A type of template that documents can be created from. */
export interface TemplateType {
  /** The backend's id of the type. */
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  /** Without the dot. */
  readonly extension: string;
}

export class TemplateTypes {
  readonly #byId: ReadonlyMap<string, TemplateType>;

  constructor(types: readonly TemplateType[]) {
    this.#byId = new Map(types.map((type) => [canonical(type.id), type]));
  }

  find(id: string): TemplateType | undefined {
    return this.#byId.get(canonical(id));
  }
}

/** Backends write GUIDs in upper or lower case, some in braces. */
const canonical = (id: string): string => id.replace(/[{}]/g, '').toLowerCase();
const GUID = /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i;
/** What two spellings of one GUID have in common; other ids are as they are. */
const keyOf = (id: string): string => (GUID.test(id) ? canonical(id) : id);

export interface Template {
  readonly id: string;
  readonly title: string;
  readonly groupId: string;
  /** Empty when the backend names no group. */
  readonly groupTitle: string;
  readonly contentType: string;
  /** Without the dot. */
  readonly extension: string;
  /** File name of a document created from it. */
  readonly filename: string;
  /** Windows language ids (LCID), in the backend's order. */
  readonly languages: readonly number[];
}

export interface TemplateGroup {
  readonly id: string;
  readonly title: string;
  readonly templateIds: readonly string[];
}

/** How many templates are not offered, by reason. */
export interface LeftOut {
  /** Of a type that no document can be created from here. */
  readonly unknownType: number;
  readonly unnamed: number;
  /** Entries of the backend's lists that are not an object with an id. */
  readonly unreadable: number;
}

/** A list of the backend that could not be read while the other could. */
export type FailedList = 'groups' | 'favorites';

/** What one person may choose from, in the backend's order. */
export interface OfferedTemplates {
  readonly templates: readonly Template[];
  /** Ids of templates. */
  readonly favorites: readonly string[];
  /** The favourites first, when there are any. */
  readonly groups: readonly TemplateGroup[];
  readonly defaultGroup: string;
  readonly leftOut: LeftOut;
  /** Lists that are missing because the backend failed to return them. */
  readonly failedLists: readonly FailedList[];
}

export const FAVORITES_GROUP = '__favorites__';
/** The choice in the wizard that shows all templates. */
export const NO_GROUP = '--NOVALUE--';

const FAVORITES_TITLE: Record<Locale, string> = {
  de: 'Favoriten',
  fr: 'Favoris',
  en: 'Favorites',
};

/** The lists of the backend; null for one that it failed to return. */
export interface Listed {
  readonly groups: ListedGroups | null;
  readonly favorites: ListedTemplates | null;
}

/** Turns the backend's lists into what a person can choose from: usable templates only, each once. */
export function offeredTemplates(
  listed: Listed,
  { types, locale }: { types: TemplateTypes; locale: Locale | null },
): OfferedTemplates {
  const groups = mergedById(listed.groups?.groups ?? []);
  const offer = new OfferBuilder(types, titlesOf(groups));
  const shown = groups.flatMap(({ id, title, templates }): TemplateGroup[] => {
    const templateIds = offer.add(templates, { id, title });
    return id === null ? [] : [{ id, title, templateIds }];
  });
  // A favourite that is in no group can be used, too.
  const favoriteIds = offer.add(listed.favorites?.templates ?? [], NOT_GROUPED);
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

/** A group that is listed several times is one: in the first place, with the templates of all. */
function mergedById(groups: readonly BackendGroup[]): readonly BackendGroup[] {
  const merged = new Map<string | object, BackendGroup>();
  for (const group of groups) {
    const key = group.id === null ? group : keyOf(group.id);
    const known = merged.get(key);
    const title = known?.title || group.title;
    const templates = [...(known?.templates ?? []), ...group.templates];
    merged.set(key, { id: known?.id ?? group.id, title, templates });
  }
  return [...merged.values()];
}

type InGroup = Pick<BackendGroup, 'id' | 'title'>;
const NOT_GROUPED: InGroup = { id: FAVORITES_GROUP, title: '' };

const titlesOf = (groups: readonly BackendGroup[]): ReadonlyMap<string, string> =>
  new Map(groups.flatMap(({ id, title }) => (id === null ? [] : [[keyOf(id), title]])));

class OfferBuilder {
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

  /** Adds the usable templates, each once; returns the ids of all usable ones. */
  add(listed: readonly BackendTemplate[], group: InGroup): readonly string[] {
    const usable = listed.filter((template) => this.#add(template, group));
    return [...new Set(usable.map(({ id }) => this.#byId.get(keyOf(id))?.id ?? id))];
  }

  #add(listed: BackendTemplate, inGroup: InGroup): boolean {
    const type = this.types.find(listed.typeId);
    if (type === undefined) this.unknownType.add(listed.id);
    else if (listed.title === '') this.unnamed.add(listed.id);
    if (type === undefined || listed.title === '') return false;
    const key = keyOf(listed.id);
    if (this.#byId.has(key)) return true;
    const groupId = listed.groupId ?? inGroup.id ?? NO_GROUP;
    const { id, title, languages } = listed;
    const { contentType, extension } = type;
    const groupTitle = inGroup.title || this.groupTitles.get(keyOf(groupId)) || '';
    const filename = fileNameOf(title, extension);
    const kind = { contentType, extension, filename };
    this.#byId.set(key, { id, title, groupId, groupTitle, languages, ...kind });
    return true;
  }
}

/** Replacements of the original integration; Office Connector and scripts rely on these file names. */
const REPLACEMENTS: Record<string, string> = {
  ...{ Ä: 'Ae', Æ: 'Ae', Ö: 'Oe', Ü: 'Ue', ä: 'ae', æ: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' },
  ...{ à: 'a', œ: 'oe', Œ: 'Oe', '&': '+', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' },
  ...{ '’': "'", '–': '-', '—': '-' },
};
const MAX_CHARS = 100;

/** A name that every file system accepts: ASCII letters, digits, spaces and `+-_.,=()`, at most 100 characters. */
export function fileNameOf(title: string, extension: string): string {
  const ascii = [...title.normalize('NFKC')]
    .map((character) => REPLACEMENTS[character] ?? character)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const name = ascii
    .replace(/[^A-Za-z0-9 +\-_.,=()]+/g, ' ')
    .replace(/ +/g, ' ')
    .trimStart()
    .slice(0, MAX_CHARS)
    .trimEnd();
  return `${name}.${extension}`;
}
