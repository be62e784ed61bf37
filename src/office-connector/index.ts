export { OfficeConnectorModule } from './office-connector.module.js';
export { OfficeConnectorSettings, officeConnectorSettings } from './office-connector.config.js';
export {
  DesktopDocuments,
  type ContentControlValue,
  type NewDesktopDocument,
} from './templates/desktop-documents.js';
export { heldByUploads } from './upload/held-uploads.kysely.js';
