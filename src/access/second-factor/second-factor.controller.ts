import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ConfirmedOnly, WithoutSecondFactor } from '../access.decorators.js';
import { CurrentSignIn } from '../sign-in/access.guard.js';
import type { CurrentSignIn as SignInOfCaller } from '../sign-in/identify-caller.use-case.js';
import { ManageSecondFactor } from './manage-second-factor.use-case.js';
import {
  addedPasskeySchema,
  confirmTotpSchema,
  newPasskeySchema,
  recoveryCodesSchema,
  secondFactorSchema,
  toPasskeyBody,
  toSecondFactorBody,
  totpSetupSchema,
  webAuthnSchema,
  type ConfirmTotp,
  type NewPasskeyBody,
} from './second-factor.schema.js';

/** People's own second factors. What changes them needs a sign-in or a confirmed password of the last ten minutes. */
@ApiTags('People and tokens')
@Controller('api/me/second-factor')
@WithoutSecondFactor()
export class SecondFactorController {
  constructor(private readonly factors: ManageSecondFactor) {}

  @Get()
  @ApiOperation({ summary: 'What signing in asks of the caller besides the password' })
  @ApiOkResponse({ standardSchema: secondFactorSchema })
  async show(@CurrentActor() actor: Actor) {
    return toSecondFactorBody(await this.factors.show(actor));
  }

  @Post('totp')
  @ConfirmedOnly()
  @ApiOperation({ summary: 'Begin to set up an authenticator app; confirmed by its first code' })
  @ApiCreatedResponse({ standardSchema: totpSetupSchema })
  beginTotp(@CurrentActor() actor: Actor) {
    return this.factors.beginTotp(actor);
  }

  @Audited('account.changed')
  @Post('totp/confirm')
  @HttpCode(200)
  @ConfirmedOnly()
  @ApiOperation({ summary: 'Confirm the authenticator app; it replaces the one before' })
  @ApiOkResponse({ standardSchema: recoveryCodesSchema })
  async confirmTotp(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() { id: signInId }: SignInOfCaller,
    @Body({ schema: confirmTotpSchema }) { code }: ConfirmTotp,
  ) {
    return { recovery_codes: await this.factors.confirmTotp({ actor, signInId }, code) };
  }

  @Audited('account.changed')
  @Delete('totp')
  @HttpCode(204)
  @ConfirmedOnly()
  @ApiOperation({ summary: 'Remove the authenticator app' })
  removeTotp(@CurrentActor() actor: Actor): Promise<void> {
    return this.factors.removeTotp(actor);
  }

  @Post('passkeys/options')
  @HttpCode(200)
  @ConfirmedOnly()
  @ApiOperation({ summary: 'What the browser needs to make a passkey (WebAuthn)' })
  @ApiOkResponse({ standardSchema: webAuthnSchema })
  beginPasskey(@CurrentActor() actor: Actor): Promise<object> {
    return this.factors.beginPasskey(actor);
  }

  @Audited('account.changed')
  @Post('passkeys')
  @ConfirmedOnly()
  @ApiOperation({ summary: 'Add the passkey that the browser made' })
  @ApiCreatedResponse({ standardSchema: addedPasskeySchema })
  async addPasskey(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() { id: signInId }: SignInOfCaller,
    @Body({ schema: newPasskeySchema }) { label, credential }: NewPasskeyBody,
  ) {
    const owner = { actor, signInId };
    const { passkey, codes } = await this.factors.addPasskey(owner, label, credential);
    return { passkey: toPasskeyBody(passkey), recovery_codes: codes };
  }

  @Audited('account.changed')
  @Delete('passkeys/:passkey_id')
  @HttpCode(204)
  @ConfirmedOnly()
  @ApiOperation({ summary: 'Remove a passkey' })
  removePasskey(@CurrentActor() actor: Actor, @Param('passkey_id') id: string): Promise<void> {
    return this.factors.removePasskey(actor, id);
  }

  @Audited('account.changed')
  @Post('recovery-codes')
  @ConfirmedOnly()
  @ApiOperation({ summary: 'Ten new recovery codes in the place of all others' })
  @ApiCreatedResponse({ standardSchema: recoveryCodesSchema })
  async renewCodes(@CurrentActor() actor: Actor) {
    return { recovery_codes: await this.factors.renewRecoveryCodes(actor) };
  }
}
