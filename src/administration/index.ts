export { AdministrationModule } from './administration.module.js';
export { HandOverAccount } from './hand-over-account.use-case.js';
export { HandOverModule } from './hand-over.module.js';
export { ListAccountDocuments, type AccountDocuments } from './list-account-documents.use-case.js';
export { LIVE_PARTS, LIVE_SETTINGS } from './live-parts.js';
export { ManageSettings, typedValue, type SettingNow } from './manage-settings.use-case.js';
