import type { Clock } from '../../platform/clock/clock.js';
import type { Content } from './content-to-open.js';
import type { FileCapability } from './file-capability.js';
import type { SaveCapabilities, SaveGrant } from '../sessions/save-capability.js';

/** As long as the Document Server lets a session live (30 days, docs/formats/document-server.md): a save may come at its very end. */
const SAVE_TTL_MS = 30 * 24 * 60 * 60 * 1000;

export const issuedAtMs = ({ expiresAtMs }: SaveGrant): number => expiresAtMs - SAVE_TTL_MS;

export const fileUrlOf = (ownUrl: string, capability: FileCapability): string =>
  `${ownUrl}/api/eurooffice/file/${capability.sessionId}?cap=${capability.reveal()}`;

/** The two addresses of an editing session, as the Document Server uses them; each is good for one thing. */
export class SessionUrls {
  constructor(
    private readonly saves: SaveCapabilities,
    private readonly clock: Clock,
    /** May have a path prefix. */
    private readonly ownUrl: string,
  ) {}

  fileUrl(capability: FileCapability): string {
    return fileUrlOf(this.ownUrl, capability);
  }

  callbackUrl(sessionId: string, { version, documentKey }: Content, username: string): string {
    const { documentId } = version;
    const expiresAtMs = this.clock.nowMs() + SAVE_TTL_MS;
    const grant = { documentId, sessionId, documentKey, username, expiresAtMs };
    return `${this.ownUrl}/api/eurooffice/callback/${sessionId}?cap=${this.saves.issue(grant)}`;
  }
}
