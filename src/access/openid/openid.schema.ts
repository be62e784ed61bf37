import { z } from 'zod';

// The shapes of the logout specifications; members that they do not name are ignored, as they say.
export const backChannelFormSchema = z.looseObject({ logout_token: z.string().max(20_000) });
export const frontChannelQuerySchema = z.looseObject({
  iss: z.string().max(2000).optional(),
  sid: z.string().max(2000).optional(),
});

export type BackChannelForm = z.output<typeof backChannelFormSchema>;
export type FrontChannelQuery = z.output<typeof frontChannelQuerySchema>;
