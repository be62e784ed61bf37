import { accessSettings, openIdSettings } from './access/index.js';
import { auditSettings } from './audit/index.js';
import { directorySettings } from './directory/index.js';
import { documentsSettings } from './documents/index.js';
import { autosaveSettings, editorConnectorSettings } from './editor-connector/index.js';
import { instructionXmlSettings } from './instruction-xml/index.js';
import { mailSettings } from './mail/index.js';
import { oneoffixxSettings } from './oneoffixx/index.js';
import { officeConnectorSettings } from './office-connector/index.js';
import { storageSettings, maintenanceSettings } from './storage/index.js';
import { thinningSettings } from './version-archive/index.js';
import { webhookSettings } from './webhooks/index.js';
import { httpSettings } from './platform/http/http.config.js';
import { platformSettings } from './platform/config/platform.config.js';
import { healthSettings } from './platform/health/health.config.js';
import { readSettings, type Env, unknownNames } from './platform/config/settings.js';

/** Every module's share of the environment; a missing or wrong value is reported with all others at start. */
const parts = [
  platformSettings,
  httpSettings,
  accessSettings,
  openIdSettings,
  auditSettings,
  healthSettings,
  directorySettings,
  documentsSettings,
  editorConnectorSettings,
  autosaveSettings,
  officeConnectorSettings,
  instructionXmlSettings,
  oneoffixxSettings,
  storageSettings,
  maintenanceSettings,
  thinningSettings,
  webhookSettings,
  mailSettings,
];

export const settingsOf = (env: Env): Record<string, unknown> => readSettings(parts, env);

/** Unknown names that look like settings of Kontor: reported, never fatal. */
export const unknownSettingsIn = (env: Env): string[] => unknownNames(env, parts);
