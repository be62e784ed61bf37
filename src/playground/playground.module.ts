import {
  Injectable,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { AccessModule, ManageAccounts } from '../access/index.js';
import { readSettings, type Env } from '../platform/config/settings.js';
import { PlaygroundSettings, playgroundSettings } from './playground.config.js';
import { knownPeople } from './known-people.js';
import { startTemplateStandIn } from './start-template-stand-in.http.js';
import { StandInDocumentServer } from './stand-in-document-server.http.js';
import type { StandInOneoffixxBackend } from './stand-in-oneoffixx.http.js';

/** Starts the stand-ins with the application, before anybody can ask for them, and stops them with it. */
@Injectable()
export class Playground implements OnModuleInit, OnApplicationShutdown {
  readonly #settings: PlaygroundSettings;
  readonly #accounts: ManageAccounts;
  readonly #logger = new Logger(Playground.name);
  #server: StandInDocumentServer | undefined;
  #templates: StandInOneoffixxBackend | undefined;

  constructor(settings: PlaygroundSettings, accounts: ManageAccounts) {
    this.#settings = settings;
    this.#accounts = accounts;
  }

  async onModuleInit(): Promise<void> {
    await this.#accounts.addMissing(knownPeople);
    await this.#startDocumentServer();
    await this.#startTemplates();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#server?.dispose();
    await this.#templates?.dispose();
  }

  async #startDocumentServer(): Promise<void> {
    const { standIn } = this.#settings;
    if (!standIn) return;
    this.#server = await StandInDocumentServer.start({
      host: standIn.host,
      port: standIn.port,
      jwtSecret: standIn.jwtSecret.reveal(),
      jwtSecretOutbox: standIn.jwtSecretOutbox.reveal(),
      log: (line) => this.#logger.log(line),
    });
    this.#logger.log(`Stand-in Document Server on ${this.#server.url}`);
  }

  async #startTemplates(): Promise<void> {
    const { templates } = this.#settings;
    if (!templates) return;
    this.#templates = await startTemplateStandIn(templates);
    this.#logger.log(`Stand-in Oneoffixx backend on ${this.#templates.hostname}`);
  }
}

/** Loaded in the playground profile only; brings its own settings, so that nothing else has to know it. */
@Module({})
export class PlaygroundModule {
  static from(env: Env): DynamicModule {
    const { playground } = readSettings([playgroundSettings], env);
    return {
      module: PlaygroundModule,
      imports: [AccessModule],
      providers: [{ provide: PlaygroundSettings, useValue: playground }, Playground],
    };
  }
}
