import { z } from 'zod';
import { LOCALES } from '../language/locale.js';

const OWN_ORIGIN = 'http://here.invalid';

/** The path if it leads to a page of this server, otherwise `/`: nobody can redirect people to another site. */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith('/')) return '/';
  const url = URL.parse(wanted, OWN_ORIGIN);
  // `/.//elsewhere` is on this server as an address and on another one as a path.
  const isLocal = url?.origin === OWN_ORIGIN && !url.pathname.startsWith('//');
  return isLocal ? url.pathname + url.search : '/';
}

const text = (max: number) => z.string().max(max);
const locale = z.enum(LOCALES as ['de', 'fr', 'en']);
const path = text(2000).optional().transform(localPath);

export const loginQuerySchema = z.object({
  next: path,
  locale: locale.optional().catch(undefined),
  refused: z.enum(['passkey']).optional().catch(undefined),
  /** The person has just signed out: they are not sent to their provider, which would sign them in again. */
  'signed-out': text(10).optional(),
});
export const providerQuerySchema = z.object({ next: path });
export const loginFormSchema = z.strictObject({
  username: text(1024),
  password: text(1024),
  next: path,
  locale: locale.optional().catch(undefined),
});
/** A code, or the browser's answer about a passkey. */
export const secondStepFormSchema = z.strictObject({
  code: text(64).optional(),
  credential: text(20_000).optional(),
  next: path,
});
export const passkeyFormSchema = z.strictObject({ credential: text(20_000), next: path });
const password = text(1024);
export const confirmQuerySchema = z.object({ next: path });
export const confirmFormSchema = z.strictObject({ password, next: path });
export const changePasswordFormSchema = z.strictObject({
  old: password,
  fresh: password,
  repeat: password,
});
export const resetPasswordFormSchema = z.strictObject({ fresh: password, repeat: password });
export const languageFormSchema = z.strictObject({ locale, back: path });

export type LoginQuery = z.output<typeof loginQuerySchema>;
export type ProviderQuery = z.output<typeof providerQuerySchema>;
export type LoginForm = z.output<typeof loginFormSchema>;
export type SecondStepForm = z.output<typeof secondStepFormSchema>;
export type PasskeyForm = z.output<typeof passkeyFormSchema>;
export type LanguageForm = z.output<typeof languageFormSchema>;
export type ConfirmQuery = z.output<typeof confirmQuerySchema>;
export type ConfirmForm = z.output<typeof confirmFormSchema>;
export type ChangePasswordForm = z.output<typeof changePasswordFormSchema>;
export type ResetPasswordForm = z.output<typeof resetPasswordFormSchema>;
