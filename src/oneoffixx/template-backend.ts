import type { Grant } from './grants.js';

/** A template as the backend lists it, before we ask whether it can be used. */
export interface BackendTemplate {
  readonly id: string;
  readonly typeId: string;
  readonly title: string;
  readonly groupId: string | null;
  readonly languages: readonly number[];
}

export interface BackendGroup {
  /** null when the backend gives none: its templates can be used, the group cannot be chosen. */
  readonly id: string | null;
  readonly title: string;
  readonly templates: readonly BackendTemplate[];
}

/** What could be read of a list, and how many of its entries could not. */
export interface ListedGroups {
  readonly groups: readonly BackendGroup[];
  readonly unreadable: number;
}

export interface ListedTemplates {
  readonly templates: readonly BackendTemplate[];
  readonly unreadable: number;
}

/** Where in the backend a person's templates are. Only the newer generation knows organisations. */
export interface TemplatePlace {
  readonly libraryId: string;
  readonly organizationId: string | null;
}

/**
 * The foreign system. Each call carries the grant of the person it is for; nothing about a person is kept
 * between calls. Every failure is an AppError of `backendFailed`; none is repeated here.
 */
export abstract class TemplateBackend {
  /** `form` as `grantForm` makes it. */
  abstract grant(form: string): Promise<Grant>;
  abstract libraryId(grant: Grant): Promise<string>;
  /** null in a generation without organisations; nothing is asked then. */
  abstract organizationId(grant: Grant, libraryId: string): Promise<string | null>;
  abstract groups(grant: Grant, place: TemplatePlace): Promise<ListedGroups>;
  abstract favorites(grant: Grant, place: TemplatePlace): Promise<ListedTemplates>;
}
