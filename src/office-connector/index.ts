export { GiveDesktopUrl } from './links/give-desktop-url.use-case.js';
export { OfficeConnectorModule } from './office-connector.module.js';
export { OfficeConnectorSettings, officeConnectorSettings } from './office-connector.config.js';
export {
  CreateFromTemplate,
  type CreateFromTemplateInput,
} from './templates/create-from-template.use-case.js';
export { DesktopDocuments } from './templates/desktop-documents.js';
export { WaitingTemplate, type WaitingForTemplate } from './templates/waiting-template.use-case.js';
