export { AuditChainModule } from './audit-chain.module.js';
export { AuditLogModule } from './audit-log.module.js';
export { AuditModule } from './audit.module.js';
export { auditSettings } from './audit.config.js';
export { KyselyChain } from './chain/chain.kysely.js';
export { sentenceOf, verifyChain } from './chain/verify-chain.js';
export { AuditReader } from './reading/audit-reader.js';
export { linesOf, type ExportFormat } from './reading/export-lines.js';
export { entriesOf } from './reading/read-audit-log.use-case.js';
