import { z } from 'zod';
import { SCOPES } from '../../platform/http/client-scopes.js';
import { outcomeQuery } from './outcome.js';
import { MOST } from './typed-application.js';

/** The chosen ones, those found, and the hidden one. */
const MAX_TICKED = 200;

const scope = z.enum(SCOPES);
/** A form sends one for each box that is ticked: none, a text, or a list. */
const scopes = z
  .union([z.array(scope).max(SCOPES.length), scope.transform((one) => [one])])
  .default([]);
/** A hidden empty one is always sent, so that a form without groups is told from one with none ticked. */
const group = z.string().max(64);
const groups = z
  .union([z.array(group).max(MAX_TICKED), group.transform((one) => [one])])
  .transform((ids) => ids.filter((id) => id !== ''))
  .optional();
/** What a page from before an update does not send stays as it is. */
const line = (max: number) => z.string().max(max).optional();

export const listQuery = z.object({
  after: z.string().max(64).default('').catch(''),
  ...outcomeQuery,
});
export const shownQuery = z.object(outcomeQuery);

export const grantForm = z.strictObject({
  scopes,
  // Twice what the field takes: browsers send two characters for the end of a line, and count one.
  allowed_origins: line(2 * MOST.origins),
  groups,
  group_search: line(MOST.claim),
  jwks_uri: line(MOST.address),
  jwks: line(2 * MOST.jwks),
  issuer: line(MOST.address),
  issuer_keys: line(MOST.address),
  audience: line(MOST.address),
  username_claim: line(MOST.claim),
  display_name_claim: line(MOST.claim),
  mail_claim: line(MOST.claim),
  act: z.enum(['save', 'find-groups']).default('save'),
});
export type GrantForm = z.output<typeof grantForm>;

export const newForm = grantForm.extend({ name: z.string().max(64).default('') });
export type NewForm = z.output<typeof newForm>;

export const standingForm = z.strictObject({ disabled: z.enum(['yes', 'no']) });
export type StandingForm = z.output<typeof standingForm>;

/** The last day that a key counts. */
export const keyForm = z.strictObject({
  expires: z.union([z.literal(''), z.iso.date()]).default(''),
});
export type KeyForm = z.output<typeof keyForm>;

const DAY_MS = 86_400_000;
export const endOf = (day: string): number | undefined =>
  day === '' ? undefined : Date.parse(day) + DAY_MS;
