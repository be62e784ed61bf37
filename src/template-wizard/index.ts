export {
  CreateFromTemplate,
  type CreateFromTemplateInput,
} from './create-from-template.use-case.js';
export { OfferTemplates } from './offer-templates.use-case.js';
export { OpenInOffice } from './open-in-office.use-case.js';
export { OnlyWithTemplates } from './only-with-templates.decorator.js';
export { TemplateFeature } from './template-feature.js';
export { TemplateWizardModule } from './template-wizard.module.js';
export { WaitingTemplate, type WaitingDocument } from './waiting-template.use-case.js';
// What the wizard shows is the catalogue's; who shows it needs no other module.
export {
  FAVORITES_GROUP,
  NO_GROUP,
  type OfferedTemplates,
  type Template,
} from '../oneoffixx/index.js';
