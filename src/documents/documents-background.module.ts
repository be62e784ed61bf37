import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { Metrics } from '../platform/health/metrics.js';
import { GroupJoined, PersonKeyMade } from '../platform/identity/key-events.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { MaintenanceSchedule, VersionArchiveModule } from '../version-archive/index.js';
import {
  DocumentGroupShareChanged,
  DocumentsGiven,
  DocumentShareChanged,
} from './document.events.js';
import { DocumentsModule } from './documents.module.js';
import { KeyRequestRepository } from './sharing/key-request.repository.js';
import { KeyRequests } from './sharing/key-requests.js';

/** One instance does a pass for all, this often. */
const EVERY_MS = 60_000;
/** The name of the task in `storage_tasks`. */
const TASK = 'key-requests';

/**
 * Compares the members of groups with the keys of private documents: at once when something happens here, and pass by
 * pass for what another process did. Imported by the server only.
 */
@Module({
  imports: [DocumentsModule, VersionArchiveModule],
  providers: [
    provideFrom(
      BackgroundWork,
      { requests: KeyRequests, schedule: MaintenanceSchedule },
      ({ requests, schedule }) =>
        new BackgroundWork([
          {
            name: TASK,
            everyMs: EVERY_MS,
            run: (stop) => schedule.once(TASK, EVERY_MS, () => requests.pass(stop)),
          },
        ]),
    ),
  ],
})
export class DocumentsBackgroundModule
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    private readonly work: BackgroundWork,
    private readonly events: DomainEvents,
    private readonly requests: KeyRequests,
    metrics: Metrics,
    rows: KeyRequestRepository,
  ) {
    metrics.gauge({
      name: 'kontor_key_requests_waiting',
      help: 'People who wait for the key of a private document, counted for each document.',
      async collect() {
        this.set(await rows.count());
      },
    });
  }

  onApplicationBootstrap(): void {
    const { events, requests } = this;
    events.on(PersonKeyMade, ({ accountId }) => requests.reviewOfPerson(accountId));
    events.on(GroupJoined, (joined) => requests.reviewOfGroup(joined.groupId, joined.accountIds));
    events.on(DocumentGroupShareChanged, ({ documentId }) => requests.review(documentId));
    events.on(DocumentShareChanged, ({ documentId }) => requests.review(documentId));
    events.on(DocumentsGiven, ({ documentId }) => requests.review(documentId));
    this.work.start();
  }

  /** Waits for a running pass while the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
