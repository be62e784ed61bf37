export {
  OneoffixxSettings,
  oneoffixxSettings,
  type TemplateBackendSettings,
} from './oneoffixx.config.js';
export { proveTemplateBackend } from './prove-template-backend.http.js';
export { unknownTemplate } from './oneoffixx.errors.js';
export { OnlyWithTemplates } from './templates.controller.js';
export { OneoffixxModule } from './oneoffixx.module.js';
export { PersonSid } from './grants.js';
export { TemplateCatalogue } from './template-catalogue.js';
export {
  FAVORITES_GROUP,
  NO_GROUP,
  type LeftOut,
  type OfferedTemplates,
  type Template,
  type TemplateGroup,
} from './offered-templates.js';
