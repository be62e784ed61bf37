import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class WebhookSettings {
  /** Receivers may be on loopback and in private networks, and may be reached by http. */
  abstract readonly allowsPrivate: boolean;
}

export const webhookSettings = settingsPart<WebhookSettings>(
  'webhooks',
  z
    .object({
      KONTOR_WEBHOOK_ALLOW_PRIVATE: z
        .stringbool({
          truthy: ['true', '1'],
          falsy: ['false', '0'],
          error: 'must be true or false',
        })
        .default(false),
    })
    .transform((env) => ({ allowsPrivate: env.KONTOR_WEBHOOK_ALLOW_PRIVATE })),
);
