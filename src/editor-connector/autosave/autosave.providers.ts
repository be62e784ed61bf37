import { Logger } from '@nestjs/common';
import { EditingPresence } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { provideSettings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { Metrics } from '../../platform/health/metrics.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { AutosaveSettings, autosaveSettings } from '../autosave.config.js';
import { DocumentServer } from '../document-server/document-server.js';
import { Autosave } from './autosave.js';
import { AutosaveFigures } from './autosave-figures.js';
import { AutosaveTurns } from './autosave-turns.js';
import { KyselyAutosaveTurns } from './autosave-turns.kysely.js';

export const autosaveProviders = [
  provideSettings(AutosaveSettings, autosaveSettings),
  { ...provideClass(KyselyAutosaveTurns, [Database]), provide: AutosaveTurns },
  provideFrom(
    AutosaveFigures,
    { settings: AutosaveSettings, metrics: Metrics },
    ({ settings, metrics }) => new AutosaveFigures(settings, metrics),
  ),
  provideFrom(
    Autosave,
    {
      settings: AutosaveSettings,
      presence: EditingPresence,
      turns: AutosaveTurns,
      server: DocumentServer,
      figures: AutosaveFigures,
      clock: Clock,
    },
    ({ settings, ...parts }) =>
      new Autosave({
        ...parts,
        settings,
        logger: new Logger(Autosave.name),
      }),
  ),
];
