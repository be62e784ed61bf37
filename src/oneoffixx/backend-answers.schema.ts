import { z } from 'zod';

/** Ids are GUIDs or numbers by generation; as text they compare. */
const id = z.union([z.string().min(1).max(200), z.number().int()]).transform(String);

/** Goes into a path: one segment, and never one that means another folder. */
const pathId = id.pipe(z.string().regex(/^\{?[\w-]+\}?$/));

const languages = z
  .array(z.union([z.number(), z.string()]))
  .nullish()
  .transform((list) =>
    (list ?? []).map(Number).filter((lcid) => Number.isInteger(lcid) && lcid > 0),
  );

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

const template = z
  .object({
    id,
    metaTemplateId: text,
    localizedName: text,
    templateGroupId: id.nullish(),
    languages,
  })
  .transform((it) => ({
    id: it.id,
    typeId: it.metaTemplateId,
    title: it.localizedName.trim(),
    groupId: it.templateGroupId ?? null,
    languages: it.languages,
  }));

const templates = z
  .array(template)
  .nullish()
  .transform((list) => list ?? []);

export const groupsAnswer = z.array(
  z
    .object({ id, localizedName: text, templates })
    .transform((it) => ({ id: it.id, title: it.localizedName.trim(), templates: it.templates })),
);

/** The older generation sends a group, the newer a list; nothing at all means none. */
export const favoritesAnswer = z.union([
  z.array(template),
  z.object({ templates }).transform((group) => group.templates),
  z.null().transform(() => []),
]);

const datasources = z.array(z.object({ id: pathId, isPrimary: z.boolean().nullish() }));
const tenant = z.object({ datasources });

/** The older generation sends a list, the newer one object. */
export const tenantAnswer = z
  .union([tenant, z.array(tenant)])
  .transform((answer) =>
    Array.isArray(answer) ? (answer[0]?.datasources ?? []) : answer.datasources,
  );

export const organizationsAnswer = z.array(z.object({ id })).min(1);

/** A token goes into a header: visible ASCII only, and no longer than servers take. */
export const grantAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  expires_in: z.coerce.number().int().positive().optional().catch(undefined),
});

const OAUTH_ERRORS = [
  ...['invalid_request', 'invalid_client', 'invalid_grant', 'invalid_scope'],
  ...['unauthorized_client', 'unsupported_grant_type'],
] as const;

/** Only the words the standard knows: anything else might quote what we sent. */
export const oauthError = z.object({ error: z.enum(OAUTH_ERRORS) });
