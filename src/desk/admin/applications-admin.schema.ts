import { z } from 'zod';
import { SCOPES } from '../../platform/http/client-scopes.js';
import { outcomeQuery } from './outcome.js';

const scope = z.enum(SCOPES);
/** A form sends one for each box that is ticked: none, a text, or a list. */
const scopes = z
  .union([z.array(scope).max(SCOPES.length), scope.transform((one) => [one])])
  .default([]);
const origins = z
  .string()
  .max(15_000)
  .default('')
  .transform((text) => text.split(/\s+/u).filter((line) => line !== ''));

export const listQuery = z.object({
  after: z.string().max(64).default('').catch(''),
  ...outcomeQuery,
});
export const shownQuery = z.object(outcomeQuery);

export const grantForm = z.strictObject({ scopes, allowed_origins: origins });
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
