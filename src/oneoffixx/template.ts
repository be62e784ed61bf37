/** What can become of a template: the kinds of template a document can be made from here. */
export interface TemplateType {
  /** The backend's id of the kind. */
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

/** Backends write GUIDs in either case, some in braces. */
const canonical = (id: string): string => id.replace(/[{}]/g, '').toLowerCase();

export interface Template {
  readonly id: string;
  readonly title: string;
  readonly groupId: string;
  /** Empty when the backend names no group. */
  readonly groupTitle: string;
  readonly contentType: string;
  /** Without the dot. */
  readonly extension: string;
  /** What a document made from it is called on a disk. */
  readonly filename: string;
  /** Windows language ids (LCID), in the backend's order. */
  readonly languages: readonly number[];
}

export interface TemplateGroup {
  readonly id: string;
  readonly title: string;
  readonly templateIds: readonly string[];
}

/** Why templates are not offered. */
export interface LeftOut {
  /** Of a kind that no document can be made from here. */
  readonly unknownType: number;
  readonly unnamed: number;
  /** Entries of the backend's lists that have no id, or are nothing at all. */
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
  /** What is missing because the backend did not hand it out this time. */
  readonly failedLists: readonly FailedList[];
}

export const FAVORITES_GROUP = '__favorites__';
/** The choice that shows all templates. */
export const NO_GROUP = '--NOVALUE--';
