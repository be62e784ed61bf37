import { z } from 'zod';

export const callbackAnswer = z.object({
  error: z.union([z.literal(0), z.literal(1)]).describe('0: stored; 1: keep your copy'),
});

/** Only the token of the body is read; everything else in it is unsigned. */
export const callbackBody = z.looseObject({ token: z.unknown() }).partial().nullish();

export type CallbackBody = z.output<typeof callbackBody>;
