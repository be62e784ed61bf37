import type { Secret } from '../platform/config/secret.js';

/** An access token of the backend for one person. */
export interface Grant {
  readonly token: Secret;
  /** Undefined when the backend does not state it. */
  readonly expiresInSeconds: number | undefined;
}

/** A template as the backend lists it; not all of them can be used here. */
export interface BackendTemplate {
  readonly id: string;
  readonly typeId: string;
  readonly title: string;
  readonly groupId: string | null;
  readonly languages: readonly number[];
}

export interface BackendGroup {
  /** null when the backend gives none: the templates can be used, but the group cannot be chosen. */
  readonly id: string | null;
  readonly title: string;
  readonly templates: readonly BackendTemplate[];
}

/** The valid entries of a list, and the number of invalid ones. */
export interface ListedGroups {
  readonly groups: readonly BackendGroup[];
  readonly unreadable: number;
}

export interface ListedTemplates {
  readonly templates: readonly BackendTemplate[];
  readonly unreadable: number;
}

/** Where in the backend a person's templates are. Only the newer generation has organisations. */
export interface TemplatePlace {
  readonly libraryId: string;
  readonly organizationId: string | null;
}

/**
 * The Oneoffixx server. Each call carries the grant of the person it is made for; no call depends on an earlier one.
 * Every failure is an AppError of `backendFailed`; nothing is retried here.
 */
export abstract class TemplateBackend {
  /** `form` comes from `grantForm`. */
  abstract grant(form: string): Promise<Grant>;
  abstract libraryId(grant: Grant): Promise<string>;
  /** null in the generation without organisations; no request is sent then. */
  abstract organizationId(grant: Grant, libraryId: string): Promise<string | null>;
  abstract groups(grant: Grant, place: TemplatePlace): Promise<ListedGroups>;
  abstract favorites(grant: Grant, place: TemplatePlace): Promise<ListedTemplates>;
}
