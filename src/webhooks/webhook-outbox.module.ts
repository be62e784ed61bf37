import { Global, Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { EventOutbox } from '../platform/events/event-outbox.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { KyselyEventOutbox } from './events/event-outbox.kysely.js';

/** The writing end, for servers and commands. Global: modules tell of events through the port in platform. */
@Global()
@Module({
  providers: [
    provideClass(KyselyEventOutbox, [Database, Clock, Ids]),
    { provide: EventOutbox, useExisting: KyselyEventOutbox },
  ],
  exports: [EventOutbox, KyselyEventOutbox],
})
export class WebhookOutboxModule {}
