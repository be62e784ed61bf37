import { z } from 'zod';
import { allowsPrivateSetting } from '../platform/config/platform.config.js';
import { settingsPart } from '../platform/config/settings.js';

export abstract class WebhookSettings {
  /** Receivers may be on loopback and in private networks, and may be reached by http. */
  abstract readonly allowsPrivate: boolean;
}

export const webhookSettings = settingsPart<WebhookSettings>(
  'webhooks',
  z
    .object({ KONTOR_WEBHOOK_ALLOW_PRIVATE: allowsPrivateSetting })
    .transform((env) => ({ allowsPrivate: env.KONTOR_WEBHOOK_ALLOW_PRIVATE })),
);
