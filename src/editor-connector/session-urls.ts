import type { FileCapability } from './file-capability.js';

/** The two addresses of an editing session, as the Document Server uses them. `ownUrl` may have a prefix. */
export const fileUrlOf = (ownUrl: string, capability: FileCapability): string =>
  `${ownUrl}/api/eurooffice/file/${capability.sessionId}?cap=${capability.reveal()}`;

export const callbackUrlOf = (ownUrl: string, sessionId: string, saveCapability: string): string =>
  `${ownUrl}/api/eurooffice/callback/${sessionId}?cap=${saveCapability}`;
