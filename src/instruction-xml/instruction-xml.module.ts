import { Module } from '@nestjs/common';
import { provideSettings } from '../platform/config/settings.js';
import { InstructionXml } from './instruction-xml.js';
import { InstructionXmlSettings, instructionXmlSettings } from './instruction-xml.config.js';

@Module({
  providers: [
    provideSettings(InstructionXmlSettings, instructionXmlSettings),
    {
      provide: InstructionXml,
      inject: [InstructionXmlSettings],
      useFactory: ({ mode }: InstructionXmlSettings) => new InstructionXml(mode),
    },
  ],
  exports: [InstructionXml],
})
export class InstructionXmlModule {}
