import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { AdminOnly } from '../access.decorators.js';
import {
  accountCursorOf,
  accountSchema,
  accountsSchema,
  accountToWire,
  changeAccountSchema,
  listAccountsSchema,
  usernameInCursor,
  type AccountBody,
  type AccountsBody,
  type ChangeAccount,
  type ListAccounts,
} from './account.schema.js';
import { AdministerAccounts } from './administer-accounts.use-case.js';

@ApiTags('Administration')
@ApiBearerAuth()
@AdminOnly()
@ForClients({ read: 'admin', write: 'admin' })
@Controller('api/admin/accounts')
export class AccountsController {
  constructor(private readonly accounts: AdministerAccounts) {}

  @ApiOperation({ summary: 'Accounts of people, by username' })
  @ApiOkResponse({ standardSchema: accountsSchema })
  @Get()
  async list(
    @Query({ schema: listAccountsSchema }) { q = '', cursor, limit }: ListAccounts,
  ): Promise<AccountsBody> {
    const after = cursor === undefined ? undefined : usernameInCursor(cursor);
    const found = await this.accounts.search({ text: q.trim(), after, limit: limit + 1 });
    const accounts = found.slice(0, limit);
    const last = found.length > limit ? accounts.at(-1) : undefined;
    return {
      accounts: accounts.map(accountToWire),
      next_cursor: last ? accountCursorOf(last) : null,
    };
  }

  @ApiOperation({ summary: 'Disable or enable an account; make somebody an administrator or not' })
  @ApiOkResponse({ standardSchema: accountSchema })
  @Audited('account.changed', { account: 'account_id' })
  @Patch(':account_id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: changeAccountSchema }) { disabled, is_admin: isAdmin }: ChangeAccount,
  ): Promise<AccountBody> {
    return accountToWire(await this.accounts.change(actor, id, { disabled, isAdmin }));
  }
}
