import { z } from 'zod';

/** Bounds keep a request small; anything within them is answered with 401 when it is not right. */
export const tokenRequestSchema = z.object({
  username: z.string().min(1).max(256),
  password: z.string().min(1).max(1024),
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

export const tokenAnswerSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().describe('seconds'),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;
