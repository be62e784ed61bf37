import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import {
  allowsPrivateSetting,
  dataDirOf,
  publicUrlOf,
} from '../platform/config/platform.config.js';
import { settingsPart } from '../platform/config/settings.js';
import { SECOND_FACTOR_REQUIRED, type SecondFactorRequired } from './second-factor-policy.js';

export abstract class AccessSettings {
  /** Absolute path of the file with the token signing secret; never inside the data folder. */
  abstract readonly secretFile: string;
  abstract readonly publicUrl: string;
  /** JSON file of accounts that are added at start; undefined in production. */
  abstract readonly playgroundPeopleFile: string | undefined;
  /** Who must have a second factor, of those whose password is checked here. */
  abstract readonly secondFactorRequired: SecondFactorRequired;
  /** Free failed sign-ins of all strangers together in five minutes. */
  abstract readonly freeFailuresOfStrangers: number;
  /** Keys of applications may be fetched from private networks. */
  abstract readonly allowsPrivateAddresses: boolean;
  /** How long applications act for somebody of an identity provider after it vouched for them last. */
  abstract readonly actForDays: number;
}

const accessEnv = z.object({
  KONTOR_SECRET_FILE: z.string().min(1).optional(),
  KONTOR_DATA_DIR: z.string().optional(),
  KONTOR_PROFILE: z.string().optional(),
  KONTOR_PLAYGROUND_PEOPLE: z.string().min(1).optional(),
  KONTOR_PUBLIC_URL: z.string().optional(),
  KONTOR_WEBHOOK_ALLOW_PRIVATE: allowsPrivateSetting,
  OIDC_ACT_FOR_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  KONTOR_SIGN_IN_FAILURES: z.coerce.number().int().min(10).max(100_000).default(50),
  KONTOR_SECOND_FACTOR_REQUIRED: z.enum(SECOND_FACTOR_REQUIRED).default('nobody'),
  HOST: z.string().optional(),
  PORT: z.string().optional(),
});

export const accessSettings = settingsPart<AccessSettings>(
  'access',
  accessEnv.transform((all, context) => {
    const {
      KONTOR_SIGN_IN_FAILURES: failures,
      KONTOR_WEBHOOK_ALLOW_PRIVATE: allowsPrivateAddresses,
      OIDC_ACT_FOR_DAYS: actForDays,
      ...env
    } = all;
    const dataDir = dataDirOf(env);
    const secretFile = resolve(
      env.KONTOR_SECRET_FILE ?? join(dirname(dataDir), 'kontor-secret.key'),
    );
    if (secretFile.startsWith(dataDir + sep)) {
      context.addIssue({
        code: 'custom',
        path: ['KONTOR_SECRET_FILE'],
        message: 'must be outside the data folder, so that no copy of the data carries the secret',
      });
    }
    if (env.KONTOR_PLAYGROUND_PEOPLE !== undefined && env.KONTOR_PROFILE !== 'playground') {
      context.addIssue({
        code: 'custom',
        path: ['KONTOR_PLAYGROUND_PEOPLE'],
        message: 'is for the playground only; remove it, and add people with: kontor user add',
      });
    }
    return {
      secretFile,
      playgroundPeopleFile: env.KONTOR_PLAYGROUND_PEOPLE,
      publicUrl: publicUrlOf(env),
      freeFailuresOfStrangers: failures,
      allowsPrivateAddresses,
      actForDays,
      secondFactorRequired: env.KONTOR_SECOND_FACTOR_REQUIRED,
    };
  }),
);
