import { z } from 'zod';
import { SHARED_ROLES, targetFormat } from '../../documents/index.js';
import { chosenFields } from '../chosen-people.js';
import { FLASH_CODES } from '../flash.js';

const text = (max: number) => z.string().max(max);

/** Anybody can write an address: the flash takes only shapes that cannot carry a message of their own. */
export const flashQuerySchema = z.object({
  flash: z.enum(FLASH_CODES).optional().catch(undefined),
  subject: z
    .string()
    .regex(/^[\w.@-]{0,64}$/)
    .default('')
    .catch(''),
});

/** The tag of the content that a form replaces. */
export const replacedQuerySchema = z.object({ etag: text(200).optional() });

export const exportQuerySchema = z.object({
  as: targetFormat,
  version: z.coerce.number().int().min(1).optional(),
});

export const exportFormSchema = exportQuerySchema.extend({ password: text(255).min(1) }).strict();

/** `password` says that the file has one, and whether one was tried; never the password itself. */
export const formatsQuerySchema = z.object({
  as: targetFormat.optional(),
  version: z.coerce.number().int().min(1).optional(),
  password: z.enum(['needed', 'wrong']).optional(),
});

export const previewQuerySchema = z.object({ version: z.coerce.number().int().min(1).optional() });

export const convertFormSchema = z.strictObject({
  to: targetFormat,
  password: text(255).min(1).optional(),
});
/** As of `formatsQuerySchema`. */
export const convertQuerySchema = z.object({
  to: targetFormat,
  password: z.enum(['needed', 'wrong']).default('needed').catch('needed'),
});

export const titleFormSchema = z.strictObject({ title: text(1000) });
export const shareFormSchema = z.strictObject({
  username: text(1024).transform((name) => name.trim()),
  ...chosenFields,
  /** The id of a group, in the place of a person. */
  group: text(64).optional(),
  role: z.enum(SHARED_ROLES),
  /** Sent by forms that have switches: one that is off sends nothing. */
  switches: z.literal('1').optional(),
  download: z.literal('1').optional(),
  print: z.literal('1').optional(),
  copy: z.literal('1').optional(),
});
export const unshareFormSchema = z.strictObject({
  username: text(1024),
  /** The account that is meant, whoever has the name by now. */
  person: text(64).optional(),
  group: text(64).optional(),
});
/** `accept`: although somebody could not open it then. */
export const makePrivateFormSchema = z.strictObject({ accept: z.literal('yes').optional() });
/** The page on which the notice was dismissed. */
export const dismissFormSchema = z.strictObject({ from: z.enum(['list', 'document']) });
export const versionNumberSchema = z.coerce.number().int().min(1);

export type FlashQuery = z.output<typeof flashQuerySchema>;
export type ReplacedQuery = z.output<typeof replacedQuerySchema>;
export type ExportQuery = z.output<typeof exportQuerySchema>;
export type ExportForm = z.output<typeof exportFormSchema>;
export type FormatsQuery = z.output<typeof formatsQuerySchema>;
export type PreviewQuery = z.output<typeof previewQuerySchema>;
export type ConvertQuery = z.output<typeof convertQuerySchema>;
export type ConvertForm = z.output<typeof convertFormSchema>;
export type TitleForm = z.output<typeof titleFormSchema>;
export type ShareForm = z.output<typeof shareFormSchema>;
export type MakePrivateForm = z.output<typeof makePrivateFormSchema>;
export type UnshareForm = z.output<typeof unshareFormSchema>;
export type DismissForm = z.output<typeof dismissFormSchema>;
