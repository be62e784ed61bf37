import { FormatTable } from '../documents/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { DocumentServer } from './document-server/document-server.js';
import { EditorMetrics } from './editor-metrics.js';
import { HarvestForgottenFiles } from './recovery/harvest-forgotten-files.use-case.js';
import { Autosave } from './autosave/autosave.js';
import { EditorRightsWatchdog } from './saving/open-editors.js';
import { PresenceWatchdog } from './saving/reported-presence.js';
import { SignedOutEditors } from './saving/signed-out-editors.js';
import { EditingSessions } from './sessions/editing-sessions.js';
import { EditorOpenings } from './sessions/editor-openings.js';
import { KeyReleases } from './sessions/key-releases.repository.js';

const MINUTE_MS = 60_000;
const FORMATS_MS = 60 * MINUTE_MS;
/** Whose right ended has stopped within five seconds, also when the Document Server takes two to stop them. */
const RIGHTS_EVERY_MS = 2000;

/** Formats that the connected server publishes replace ours; some servers publish none. */
async function refreshFormats(server: DocumentServer, table: FormatTable): Promise<void> {
  const served = await server.formats();
  if (served !== undefined) table.replace(served);
}

/** What is done again and again, as long as the process runs. */
export const background = provideFrom(
  BackgroundWork,
  {
    presence: PresenceWatchdog,
    rights: EditorRightsWatchdog,
    signedOut: SignedOutEditors,
    openings: EditorOpenings,
    metrics: EditorMetrics,
    server: DocumentServer,
    formats: FormatTable,
    editing: EditingSessions,
    releases: KeyReleases,
    forgotten: HarvestForgottenFiles,
    byClock: Autosave,
  },
  ({ presence, rights, signedOut, openings, server, formats, ...more }) => {
    const { metrics, editing, releases, forgotten, byClock } = more;
    return new BackgroundWork([
      { name: 'presence watchdog', everyMs: MINUTE_MS, run: () => presence.run() },
      { name: 'people who lost their right', everyMs: RIGHTS_EVERY_MS, run: () => rights.run() },
      { name: 'ended sign-ins', everyMs: RIGHTS_EVERY_MS, run: () => signedOut.run() },
      { name: 'format table', everyMs: FORMATS_MS, run: () => refreshFormats(server, formats) },
      {
        name: 'autosave',
        get everyMs() {
          return byClock.everyMs;
        },
        run: (stop) => byClock.run(stop),
      },
      { name: 'expired sessions', everyMs: MINUTE_MS / 2, run: () => editing.sweep() },
      { name: 'old key releases', everyMs: 60 * MINUTE_MS, run: () => releases.sweep() },
      {
        name: 'old openings',
        everyMs: 60 * MINUTE_MS,
        run: async () => metrics.showOpenings(await openings.sweep()),
      },
      {
        name: 'forgotten files',
        everyMs: MINUTE_MS,
        run: async () => void (await forgotten.execute()),
      },
    ]);
  },
);
