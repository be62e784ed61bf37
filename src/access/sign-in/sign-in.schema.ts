import { z } from 'zod';
import type { Group } from '../../platform/identity/groups.js';
import type { Account } from '../accounts/account.js';
import type { Choices } from '../accounts/own-account.use-case.js';
import type { IssuedToken } from './complete-sign-in.js';

export const localeSchema = z.enum(['de', 'fr', 'en']);

export const meSchema = z.object({
  id: z.string().describe('Stays the same when the name changes; opaque'),
  username: z.string(),
  display_name: z.string(),
  mail: z.string().nullable(),
  sid: z.string().nullable(),
  is_admin: z.boolean(),
  locale: localeSchema.nullable(),
  notify_by_mail: z
    .boolean()
    .describe('Whether notifications go to `mail` too, where the server sends any'),
  groups: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .describe('By name; whole: those that the person is in'),
  second_factor: z.boolean().describe('Whether signing in takes more than the password'),
});

export const changeMeSchema = z.strictObject({
  locale: localeSchema.nullable().optional().describe('null: as the browser asks'),
  notify_by_mail: z.boolean().optional().describe('Whether notifications go to `mail` too'),
});
export type ChangeMe = z.infer<typeof changeMeSchema>;

export const choicesIn = ({ locale, notify_by_mail: notifiesByMail }: ChangeMe): Choices => ({
  locale,
  notifiesByMail,
});

export const toMe = (account: Account, groups: readonly Group[]): z.infer<typeof meSchema> => ({
  id: account.id,
  username: account.username,
  display_name: account.displayName,
  mail: account.mail,
  sid: account.sid,
  is_admin: account.isAdmin,
  locale: account.locale,
  notify_by_mail: account.notifiesByMail,
  groups: groups.map(({ id, name }) => ({ id, name })),
  second_factor: account.hasSecondFactor,
});

/** The bounds keep a request small; wrong credentials within them are answered with 401. */
export const tokenRequestSchema = z.strictObject({
  username: z.string().min(1).max(1024),
  password: z.string().min(1).max(1024),
  second_factor: z
    .string()
    .max(64)
    .optional()
    .describe('A code of the authenticator app or a recovery code, for accounts that have one'),
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

export const tokenAnswerSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().describe('seconds'),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

export const tokenToWire = ({ token, expiresInSeconds }: IssuedToken): TokenAnswer => ({
  access_token: token,
  token_type: 'Bearer',
  expires_in: expiresInSeconds,
});

export const confirmSchema = z.strictObject({ password: z.string().min(1).max(1024) });
export type Confirm = z.infer<typeof confirmSchema>;

export const changePasswordSchema = z.strictObject({
  old_password: z.string().min(1).max(1024),
  new_password: z.string().min(1).max(1024),
});
export type ChangePassword = z.infer<typeof changePasswordSchema>;
