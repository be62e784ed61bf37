import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ChangeIdentity } from './change-identity.use-case.js';
import { ChangeSealings } from './change-sealings.use-case.js';
import {
  changeIdentitySchema,
  identitySchema,
  identityToWire,
  newSealingSchema,
  registerIdentitySchema,
  replaceSealingSchema,
  sealingSchema,
  sealingToWire,
} from './identity.schema.js';
import { RegisterIdentity } from './register-identity.use-case.js';
import { ShowIdentity } from './show-identity.use-case.js';

@ApiTags('People and tokens')
@ApiBearerAuth()
@Controller('api/me/identity')
export class IdentityController {
  constructor(
    private readonly show: ShowIdentity,
    private readonly register: RegisterIdentity,
    private readonly changeIdentity: ChangeIdentity,
    private readonly sealings: ChangeSealings,
  ) {}

  @ApiOperation({ summary: "The caller's own key, as only they can open it; 404 without one" })
  @ApiOkResponse({ standardSchema: identitySchema })
  @Get()
  async read(@CurrentActor() actor: Actor) {
    return identityToWire(await this.show.execute(actor));
  }

  @ApiOperation({ summary: 'Keeps a key that the browser made; once' })
  @ApiCreatedResponse({ standardSchema: identitySchema })
  @HttpCode(201)
  @Put()
  async keep(
    @CurrentActor() actor: Actor,
    @Body({ schema: registerIdentitySchema }) body: z.infer<typeof registerIdentitySchema>,
  ) {
    return identityToWire(await this.register.execute(actor, body));
  }

  @ApiOperation({ summary: 'What new documents get; that the recovery kit was checked' })
  @ApiOkResponse({ standardSchema: identitySchema })
  @Patch()
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: changeIdentitySchema }) body: z.infer<typeof changeIdentitySchema>,
  ) {
    const { custody, kit_checked: kitChecked } = body;
    return identityToWire(await this.changeIdentity.execute(actor, { custody, kitChecked }));
  }

  @ApiOperation({ summary: 'One more way to open it: a passphrase or a passkey' })
  @ApiCreatedResponse({ standardSchema: sealingSchema })
  @Post('sealings')
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newSealingSchema }) body: z.infer<typeof newSealingSchema>,
  ) {
    return sealingToWire(await this.sealings.add(actor, body));
  }

  @ApiOperation({ summary: 'The same way with another passphrase' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Put('sealings/:sealing_id')
  async replace(
    @CurrentActor() actor: Actor,
    @Param('sealing_id') sealingId: string,
    @Body({ schema: replaceSealingSchema }) body: z.infer<typeof replaceSealingSchema>,
  ) {
    await this.sealings.replace(actor, sealingId, body);
  }

  @ApiOperation({ summary: 'One way less; never the last one' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Delete('sealings/:sealing_id')
  async remove(@CurrentActor() actor: Actor, @Param('sealing_id') sealingId: string) {
    await this.sealings.remove(actor, sealingId);
  }
}
