import {
  editorConnectorSettings,
  type EditorConnectorSettings,
} from '../editor-connector/index.js';
import { readSettings } from '../platform/config/settings.js';
import type { DoctorCheck } from './doctor.command.js';

const TIMEOUT_MS = 5_000;

/** The Document Server says `true` there only when its own database, queue and storage work, too. */
export const documentServerCheck: DoctorCheck = {
  name: 'document server',
  run: async (env) => {
    const settings = readSettings([editorConnectorSettings], env);
    const { internalUrl } = settings[editorConnectorSettings.name] as EditorConnectorSettings;
    const body = await healthOf(internalUrl);
    if (body !== 'true') {
      throw new Error(
        `${internalUrl}/healthcheck answers, but not with "true": look into its log, and at what stands before it`,
      );
    }
    return `${internalUrl} is healthy`;
  },
};

async function healthOf(internalUrl: string): Promise<string> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`${internalUrl}/healthcheck`, { redirect: 'error', signal });
    return (await response.text()).trim();
  } catch (error) {
    throw new Error(
      `${internalUrl} cannot be reached: is it running, and is EUROOFFICE_INTERNAL_URL right?`,
      { cause: error },
    );
  }
}
