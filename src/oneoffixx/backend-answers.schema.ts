import { z } from 'zod';
import { oneLineOf } from '../platform/language/visible-text.js';
import type { ListedGroups, ListedTemplates } from './template-backend.js';

/** A GUID in braces has 38. */
const MAX_ID_CHARS = 200;
/** What no address and no XML can hold. */
const UNUSABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/u;

/** GUIDs or numbers, depending on the backend's generation; text here, so that they can be compared. */
const id = z
  .union([z.string(), z.number().int()])
  .transform((given) => String(given).trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(MAX_ID_CHARS)
      .refine((given) => !UNUSABLE.test(given)),
  );

/** Becomes one segment of a path; must not be able to point to another folder. */
const pathId = id.pipe(z.string().regex(/^\{?[\w-]+\}?$/));

/** A member that is not essential: one of an unexpected shape counts as absent and does not cost the entry. */
const optional = <T extends z.ZodType>(shape: T) => shape.nullish().catch(null);

/** As people can read it: names come from wherever somebody once copied them. */
const text = optional(z.union([z.string(), z.number()])).transform((given) =>
  oneLineOf(String(given ?? '').toWellFormed()),
);

const languages = optional(z.union([z.array(z.unknown()), z.string(), z.number()])).transform(
  (given) =>
    [given ?? []]
      .flat()
      .filter((lcid) => typeof lcid === 'string' || typeof lcid === 'number')
      .map(Number)
      .filter((lcid) => Number.isInteger(lcid) && lcid > 0),
);

const template = z
  .object({
    id,
    metaTemplateId: text,
    localizedName: text,
    templateGroupId: optional(id),
    languages,
  })
  .transform((it) => ({
    id: it.id,
    typeId: it.metaTemplateId,
    title: it.localizedName,
    groupId: it.templateGroupId ?? null,
    languages: it.languages,
  }));

/** The valid entries of a list, and the number of invalid ones, which are skipped. */
function readable<T>(list: readonly unknown[], entry: z.ZodType<T>) {
  const read = list.map((each) => entry.safeParse(each));
  const entries = read.flatMap((each) => (each.success ? [each.data] : []));
  return { entries, unreadable: list.length - entries.length };
}

const templatesIn = (list: readonly unknown[]) => {
  const { entries, unreadable } = readable(list, template);
  return { templates: entries, unreadable };
};

/** No content and `null` are empty lists. */
const list = z
  .array(z.unknown())
  .nullish()
  .transform((given) => given ?? []);

/** Some converters write a list of one as the one. */
const listOrOne = z.union([
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()).transform((one): unknown[] => [one]),
]);

const group = z.object({
  id,
  localizedName: text,
  // What is no list at all counts as one entry that cannot be read.
  templates: z.union([
    listOrOne,
    z
      .unknown()
      .optional()
      .transform((given) => [given ?? []].flat()),
  ]),
});
const groupWithoutId = z
  .object({ localizedName: text, templates: listOrOne })
  .transform((it) => ({ ...it, id: null }));

export const groupsAnswer = list.transform((given): ListedGroups => {
  const { entries, unreadable } = readable(given, z.union([group, groupWithoutId]));
  const read = entries.map(({ id: groupId, localizedName, templates }) => ({
    group: { id: groupId, title: localizedName },
    ...templatesIn(templates),
  }));
  const inGroups = read.map((each) => each.unreadable + (each.group.id === null ? 1 : 0));
  return {
    groups: read.map((each) => ({ ...each.group, templates: each.templates })),
    unreadable: inGroups.reduce((sum, count) => sum + count, unreadable),
  };
});

/** The older generation sends a group, the newer one a list; no content means no favourites. */
export const favoritesAnswer = z
  .union([list, z.object({ templates: list }).transform(({ templates }) => templates)])
  .transform((given): ListedTemplates => templatesIn(given));

/** `true`, as JSON, as a number or as a text. */
const flag = z
  .unknown()
  .optional()
  .transform((given) => /^(?:true|1)$/i.test(String(given).trim()));

const datasource = z.object({ id: pathId, isPrimary: flag });
const tenant = z
  .object({ datasources: list })
  .transform(({ datasources }) => readable(datasources, datasource).entries);
const noTenant = z.null().transform((): z.output<typeof tenant> => []);

/** The older generation sends a list, the newer one object. */
export const tenantAnswer = z.union([
  noTenant,
  tenant,
  z
    .array(z.unknown())
    .transform((all) => readable(all, tenant).entries.find(({ length }) => length > 0) ?? []),
]);

export const organizationsAnswer = z
  .union([listOrOne, z.null().transform((): unknown[] => [])])
  .transform((all) => readable(all, z.object({ id })).entries);

/** The token becomes a header: visible ASCII only, and not longer than servers accept. */
export const grantAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  expires_in: z.coerce.number().int().positive().optional().catch(undefined),
});

const OAUTH_ERRORS = [
  ...['invalid_request', 'invalid_client', 'invalid_grant', 'invalid_scope'],
  ...['unauthorized_client', 'unsupported_grant_type'],
] as const;

/** Only the error codes of RFC 6749: any other text might quote our request, which holds secrets. */
export const oauthError = z.object({ error: z.enum(OAUTH_ERRORS) });
