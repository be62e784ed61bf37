import { Module, type DynamicModule, Global } from '@nestjs/common';
import {
  AccessModule,
  OpenIdBackgroundModule,
  PersonSids,
  SigningSecrets,
} from './access/index.js';
import { AdministrationModule, HandOverModule } from './administration/index.js';
import { AuditLogModule, AuditModule } from './audit/index.js';
import { ConnectionsModule } from './connections/index.js';
import { ConversionModule } from './conversion/index.js';
import { DeskModule } from './desk/index.js';
import { DirectoryModule } from './directory/index.js';
import { DocumentsBackgroundModule } from './documents/index.js';
import { EditorConnectorModule } from './editor-connector/index.js';
import { StorageBackgroundModule } from './storage/index.js';
import { NotificationMailsModule, NotificationsModule } from './notifications/index.js';
import { VersionArchiveBackgroundModule } from './version-archive/index.js';
import { OfficeConnectorModule } from './office-connector/index.js';
import { SettingsModule } from './platform/config/config.module.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EventsModule } from './platform/events/domain-events.js';
import { HealthModule } from './platform/health/health.module.js';
import { CallerCountsModule } from './platform/http/caller-rate.js';
import { RedisModule } from './platform/redis/redis.module.js';
import {
  IdempotencyModule,
  IdempotencySecrets,
} from './platform/http/idempotency/idempotency.module.js';
import { OpenApiModule } from './platform/http/openapi.module.js';
import { PersonSid } from './oneoffixx/index.js';
import { WebhookDeliveryModule, WebhookOutboxModule } from './webhooks/index.js';

/** Gives the template client the SIDs of people, because it may not import `access`. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [
    {
      provide: PersonSid,
      inject: [PersonSids],
      useFactory: (sids: PersonSids): PersonSid => ({ sidOf: (accountId) => sids.of(accountId) }),
    },
  ],
  exports: [PersonSid],
})
export class PersonSidsModule {}

/** Gives `platform` two keys of the installation, which it may not ask `access` for. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [
    {
      provide: IdempotencySecrets,
      inject: [SigningSecrets],
      useFactory: (secrets: SigningSecrets): IdempotencySecrets => ({
        sealing: secrets.keyFor('idempotency/answers'),
        digests: secrets.keyFor('idempotency/digests'),
      }),
    },
  ],
  exports: [IdempotencySecrets],
})
export class IdempotencySecretsModule {}

/** All modules of the application. */
@Module({
  imports: [
    ClockModule,
    DatabaseModule.ofServer(),
    EventsModule,
    HealthModule,
    RedisModule,
    OpenApiModule,
    DirectoryModule,
    AccessModule,
    OpenIdBackgroundModule,
    AuditLogModule,
    WebhookOutboxModule,
    PersonSidsModule,
    IdempotencySecretsModule,
    IdempotencyModule,
    CallerCountsModule,
    NotificationsModule,
    NotificationMailsModule,
    EditorConnectorModule,
    ConversionModule,
    OfficeConnectorModule,
    StorageBackgroundModule,
    VersionArchiveBackgroundModule,
    DocumentsBackgroundModule,
    AuditModule,
    AdministrationModule,
    HandOverModule,
    WebhookDeliveryModule,
    ConnectionsModule,
    DeskModule,
  ],
})
export class AppModule {
  static with(settings: Record<string, unknown>): DynamicModule {
    return { module: AppModule, imports: [SettingsModule.holding(settings)] };
  }
}
