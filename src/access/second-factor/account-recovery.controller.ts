import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { AdminOnly } from '../access.decorators.js';
import { ResetPassword } from '../accounts/reset-password.use-case.js';
import { ResetSecondFactor } from './reset-second-factor.use-case.js';
import { resetLinkSchema } from './second-factor.schema.js';

/**
 * For people who cannot sign in any more. Closed to applications, whatever their scopes: with these two, one could
 * become anybody.
 */
@ApiTags('People and tokens')
@Controller('api/admin/accounts/:account_id')
@AdminOnly()
export class AccountRecoveryController {
  constructor(
    private readonly secondFactor: ResetSecondFactor,
    private readonly password: ResetPassword,
  ) {}

  @Audited('account.changed', { account: 'account_id' })
  @Delete('second-factor')
  @HttpCode(204)
  @ApiOperation({ summary: "Remove somebody's second factors; ends their sign-ins" })
  async resetSecondFactor(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
  ): Promise<void> {
    await this.secondFactor.execute(actor, id);
  }

  @Audited('account.changed', { account: 'account_id' })
  @Post('password-reset')
  @ApiOperation({
    summary: 'A link with which somebody sets a new password, once and within a day',
  })
  @ApiCreatedResponse({ standardSchema: resetLinkSchema })
  async resetPassword(@CurrentActor() actor: Actor, @Param('account_id') id: string) {
    const { url, expiresAtMs } = await this.password.issueFor(actor, id);
    return { url, expires_at: new Date(expiresAtMs).toISOString() };
  }
}
