import { Global, Module } from '@nestjs/common';
import { AccessModule, PersonSids } from './access/index.js';
import { PersonSid } from './oneoffixx/index.js';

/** Tells the template client who people are: it may not know where accounts are kept. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [
    {
      provide: PersonSid,
      inject: [PersonSids],
      useFactory: (sids: PersonSids): PersonSid => ({ sidOf: (username) => sids.of(username) }),
    },
  ],
  exports: [PersonSid],
})
export class PersonSidsModule {}
