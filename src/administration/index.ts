export { AdministrationModule } from './administration.module.js';
export { LIVE_PARTS, LIVE_SETTINGS } from './live-parts.js';
export { ManageSettings, type SettingNow } from './manage-settings.use-case.js';
