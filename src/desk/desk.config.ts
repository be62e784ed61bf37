import { z } from 'zod';
import { publicUrlOf, type Profile } from '../platform/config/platform.config.js';
import { settingsPart } from '../platform/config/settings.js';

export abstract class DeskSettings {
  /** Origin of the Document Server as browsers reach it: the one foreign origin, on the editor's page alone. */
  abstract readonly editorOrigin: string;
  /** Whose password the sign-in page asks for. */
  abstract readonly accounts: 'local' | 'directory';
  abstract readonly profile: Profile;
}

// Loose, since the defaults of the public address need more names than these.
const deskEnv = z.looseObject({
  KONTOR_PROFILE: z.enum(['playground', 'production']).default('production'),
  // Whether it is there and well-formed is reported by the module that talks to it.
  EUROOFFICE_URL: z.string().default('/'),
  LDAP_URL: z.string().optional(),
});

export const deskSettings = settingsPart<DeskSettings>(
  'desk',
  deskEnv.transform((env) => ({
    editorOrigin: originOf(env.EUROOFFICE_URL, publicUrlOf(env as Record<string, string>)),
    accounts: env.LDAP_URL === undefined ? 'local' : 'directory',
    profile: env.KONTOR_PROFILE,
  })),
);

/** `/ds` is the Document Server behind the same proxy as this server. */
const originOf = (address: string, publicUrl: string): string =>
  URL.parse(address, publicUrl)?.origin ?? publicUrl;
