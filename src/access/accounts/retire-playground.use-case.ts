import { Logger, type OnModuleInit } from '@nestjs/common';
import type { AccountRepository } from './account.repository.js';
import type { Passwords } from './passwords.js';

/** Who the playground makes; with their name as password. */
const NAMES = ['admin', 'alice', 'bob'];

/**
 * Before production serves anybody: tells the playground's people among the accounts that are older than
 * `accounts.origin`, by their password, and says who cannot sign in. Their documents stay.
 */
export class RetirePlayground implements OnModuleInit {
  readonly #logger = new Logger(RetirePlayground.name);

  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly production: boolean,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.production) await this.execute();
  }

  async execute(): Promise<void> {
    for (const name of await this.accounts.ofUnknownOrigin(NAMES)) await this.#tell(name);
    const names = await this.accounts.ofPlayground();
    if (names.length === 0) return;
    this.#logger.warn(
      `${names.join(', ')}: made by the playground, cannot sign in here. Their documents stay. To use one, ` +
        `set a password: npm run --silent kontor -- user password ${names[0]}`,
    );
  }

  async #tell(name: string): Promise<void> {
    const hash = await this.accounts.passwordHashOf(name);
    const known = hash !== undefined && (await this.passwords.matches(hash, name));
    await this.accounts.setOrigin(name, known ? 'playground' : 'local');
    if (known) await this.accounts.endTokens(name);
  }
}
