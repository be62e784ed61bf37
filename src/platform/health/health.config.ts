import { z } from 'zod';
import { Secret } from '../config/secret.js';
import { settingsPart } from '../config/settings.js';

export abstract class HealthSettings {
  /** What Prometheus sends as bearer token; without it only admins see the metrics. */
  abstract readonly metricsToken: Secret | undefined;
}

const MIN_TOKEN = 32;

export const healthSettings = settingsPart<HealthSettings>(
  'health',
  z
    .object({
      KONTOR_METRICS_TOKEN: z
        .string()
        .min(MIN_TOKEN, `must have at least ${MIN_TOKEN} characters`)
        .optional(),
    })
    .transform(({ KONTOR_METRICS_TOKEN: token }) => ({
      metricsToken: token === undefined ? undefined : new Secret(token),
    })),
);
