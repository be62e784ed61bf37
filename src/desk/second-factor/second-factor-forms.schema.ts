import { z } from 'zod';

export const noticeQuerySchema = z.object({
  notice: z.enum(['removed', 'added', 'last', 'failed']).optional().catch(undefined),
});
export type NoticeQuery = z.output<typeof noticeQuerySchema>;

export const totpFormSchema = z.strictObject({ code: z.string().max(20) });
export type TotpForm = z.output<typeof totpFormSchema>;

export const newPasskeyFormSchema = z.strictObject({
  label: z.string().trim().min(1).max(100),
  credential: z.string().max(20_000),
});
export type NewPasskeyForm = z.output<typeof newPasskeyFormSchema>;
