export { AuditLogModule } from './audit-log.module.js';
export { AuditModule } from './audit.module.js';
export { auditSettings } from './audit.config.js';
