import { auditSettings } from '../audit/index.js';
import { documentsSettings } from '../documents/index.js';
import { autosaveSettings } from '../editor-connector/index.js';
import { officeConnectorSettings } from '../office-connector/index.js';
import { oneoffixxSettings } from '../oneoffixx/index.js';
import type { LiveSetting } from '../platform/config/live-settings.js';
import type { SettingsPart } from '../platform/config/settings.js';

/** The parts of the environment of which administrators may change something while the service runs. */
export const LIVE_PARTS: readonly SettingsPart[] = [
  oneoffixxSettings,
  autosaveSettings,
  documentsSettings,
  officeConnectorSettings,
  auditSettings,
];

export const LIVE_SETTINGS: readonly LiveSetting[] = LIVE_PARTS.flatMap(({ live = {} }) =>
  Object.values<LiveSetting>(live),
);
