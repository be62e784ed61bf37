export { CAUSES } from './causes.js';
export { withFacts, type Cause } from '../platform/http/address-faults.js';
export { causeOf, found, type CauseCode, type Found } from './found.js';
export type { Connection, ConnectionState, Finding } from './connection.js';
export { Connections } from './connections.js';
export { ConnectionsModule } from './connections.module.js';
export { toConnection } from './connections.schema.js';
export { fails } from './connection.js';
export {
  databaseFault,
  findDatabase,
  findDirectory,
  findRedis,
  findTemplateBackend,
} from './foreign-systems.probe.js';
export { ProbeAnswers } from './probe-answers.js';
export { ProbeFiles } from './probe-files.js';
export { probesOf, type Trials } from './probes.js';
export { ShowConnections } from './show-connections.use-case.js';
export { findProvider } from './storage.probe.js';
export { editorTrials, readHeadersOf } from './trials.http.js';
export { whoAnswersAt } from './own-address.http.js';
