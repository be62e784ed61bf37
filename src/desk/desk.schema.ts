import { z } from 'zod';
import { LOCALES } from './language/locale.js';
import { localPath } from './sign-in/local-path.js';
import { FLASH_CODES } from './flash.js';

const text = (max: number) => z.string().max(max);
const locale = z.enum(LOCALES as ['de', 'fr', 'en']);
const path = text(2000).optional().transform(localPath);

export const loginQuerySchema = z.object({
  next: path,
  locale: locale.optional().catch(undefined),
});
export const loginFormSchema = z.object({
  username: text(200),
  password: text(1024),
  next: path,
  locale: locale.optional().catch(undefined),
});
export const languageFormSchema = z.object({ locale, back: path });

export const documentsQuerySchema = z.object({
  q: text(200).catch('').default(''),
  cursor: text(500).optional(),
  deleted: text(64).optional().catch(undefined),
});
export const newFormSchema = z.object({ kind: z.enum(['word', 'cell', 'slide', 'text']) });

/** What was said travels in the address: only in shapes that cannot tell a story of their own. */
export const flashQuerySchema = z.object({
  said: z.enum(FLASH_CODES).optional().catch(undefined),
  what: z
    .string()
    .regex(/^[\w.@-]{0,64}$/)
    .default('')
    .catch(''),
});

/** The tag of the content that a form replaces. */
export const replacedQuerySchema = z.object({ etag: text(200).optional() });
export type ReplacedQuery = z.output<typeof replacedQuerySchema>;

export const wizardQuerySchema = z.object({
  group: text(200).optional().catch(undefined),
  q: text(200).catch('').default(''),
});
/** Nothing chosen, or nothing named, is said on the page: both may be missing here. */
export const wizardFormSchema = z.object({
  title: text(1000).default(''),
  template_id: text(200).default(''),
  group: text(200).optional().catch(undefined),
});

export const titleFormSchema = z.object({ title: text(1000) });
export const shareFormSchema = z.object({
  username: text(200).transform((name) => name.trim()),
  role: z.enum(['viewer', 'editor']),
});
export const unshareFormSchema = z.object({ username: text(200) });
/** On which page the notice was put away. */
export const notedFormSchema = z.object({ from: z.enum(['list', 'document']) });
export const versionNumberSchema = z.coerce.number().int().min(1);
export const editQuerySchema = z.object({
  version: versionNumberSchema.optional().catch(undefined),
});
export const drainFormSchema = z.object({ to: z.enum(['drain', 'undrain']) });
export const peopleQuerySchema = z.object({ starting_with: text(100).default('') });

export type LoginQuery = z.output<typeof loginQuerySchema>;
export type LoginForm = z.output<typeof loginFormSchema>;
export type LanguageForm = z.output<typeof languageFormSchema>;
export type DocumentsQuery = z.output<typeof documentsQuerySchema>;
export type NewForm = z.output<typeof newFormSchema>;
export type WizardQuery = z.output<typeof wizardQuerySchema>;
export type WizardForm = z.output<typeof wizardFormSchema>;
export type FlashQuery = z.output<typeof flashQuerySchema>;
export type TitleForm = z.output<typeof titleFormSchema>;
export type ShareForm = z.output<typeof shareFormSchema>;
export type UnshareForm = z.output<typeof unshareFormSchema>;
export type NotedForm = z.output<typeof notedFormSchema>;
export type DrainForm = z.output<typeof drainFormSchema>;
export type EditQuery = z.output<typeof editQuerySchema>;
export type PeopleQuery = z.output<typeof peopleQuerySchema>;
