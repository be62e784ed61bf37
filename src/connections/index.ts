export { CAUSES } from './causes.js';
export { withFacts, type Cause } from '../platform/http/address-faults.js';
export {
  causeOf,
  fails,
  found,
  type CauseCode,
  type Connection,
  type ConnectionState,
  type Finding,
  type Found,
} from './connection.js';
export { Connections } from './connections.js';
export { ConnectionsModule } from './connections.module.js';
export { toConnection } from './connections.schema.js';
export {
  databaseFault,
  findDatabase,
  findDirectory,
  findProvider,
  findRedis,
  findTemplateBackend,
} from './foreign-systems.probe.js';
export { findIdentityProvider } from './identity-provider.probe.js';
export { findMailServer } from './mail-server.probe.js';
export { ProbeAnswers } from './probe-answers.js';
export { ProbeFiles } from './probe-files.js';
export { probesOf, type Trials } from './probes.js';
export { editorTrials, readHeadersOf } from './trials.http.js';
export { whoAnswersAt } from './own-address.http.js';
