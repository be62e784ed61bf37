import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { pageOf } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import { AdminOnly } from '../access.decorators.js';
import {
  accountSchema,
  accountsSchema,
  accountToWire,
  changeAccountSchema,
  listAccountsSchema,
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
    const found = await this.accounts.search({
      text: q.trim(),
      after: cursor?.[0],
      limit: limit + 1,
    });
    const { rows, next_cursor } = pageOf(found, limit, ({ username }) => [username]);
    return { accounts: rows.map(accountToWire), next_cursor };
  }

  @ApiOperation({
    summary:
      'Disable or enable an account; make somebody an administrator or not; set a mail address',
  })
  @ApiOkResponse({ standardSchema: accountSchema })
  @Audited('account.changed', { account: 'account_id' })
  @Patch(':account_id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: changeAccountSchema }) { disabled, is_admin: isAdmin, mail }: ChangeAccount,
  ): Promise<AccountBody> {
    return accountToWire(await this.accounts.change(actor, id, { disabled, isAdmin, mail }));
  }
}
