import { Module } from '@nestjs/common';
import { AccessModule, SigningSecrets } from '../access/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { ServerSigner, StorageModule } from '../storage/index.js';
import { KyselyChain } from './chain/chain.kysely.js';
import { AuditReader } from './reading/audit-reader.js';
import { KyselyAuditReader } from './reading/audit-reader.kysely.js';

/** The chain, for servers and for the commands that verify and export it. */
@Module({
  imports: [AccessModule, StorageModule],
  providers: [
    provideFrom(
      KyselyChain,
      {
        database: Database,
        clock: Clock,
        log: AuditLog,
        signer: ServerSigner,
        secrets: SigningSecrets,
      },
      ({ secrets, ...parts }) => new KyselyChain({ ...parts, key: secrets.keyFor('audit/entry') }),
    ),
    provideFrom(
      AuditReader,
      { database: Database },
      ({ database }) => new KyselyAuditReader(database),
    ),
  ],
  exports: [KyselyChain, AuditReader],
})
export class AuditChainModule {}
