import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ForClients } from '../../platform/http/client-scopes.js';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  changeIdentitySchema,
  identitySchema,
  identityToWire,
  keyWrapSchema,
  keyWrapToWire,
  newKeyWrapSchema,
  registerIdentitySchema,
  recipientQuery,
  type RecipientQuery,
  recipientSchema,
  replaceKeyWrapSchema,
} from './identity.schema.js';
import { ManageIdentity, ShowRecipient } from './manage-identity.use-case.js';

@ApiTags('People and tokens')
@ApiBearerAuth()
@Controller('api/me/identity')
export class IdentityController {
  constructor(private readonly identity: ManageIdentity) {}

  @ApiOperation({ summary: "The caller's own key, as only they can open it; 404 without one" })
  @ApiOkResponse({ standardSchema: identitySchema })
  @Get()
  async read(@CurrentActor() actor: Actor) {
    return identityToWire(await this.identity.show(actor));
  }

  @ApiOperation({ summary: 'Keeps a key that the browser made; once' })
  @ApiCreatedResponse({ standardSchema: identitySchema })
  @HttpCode(201)
  @Put()
  async keep(
    @CurrentActor() actor: Actor,
    @Body({ schema: registerIdentitySchema }) body: z.infer<typeof registerIdentitySchema>,
  ) {
    return identityToWire(
      await this.identity.register(actor, {
        recipient: body.recipient,
        keyWraps: body.sealings,
      }),
    );
  }

  @ApiOperation({ summary: 'What new documents get; that the recovery kit was checked' })
  @ApiOkResponse({ standardSchema: identitySchema })
  @Patch()
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: changeIdentitySchema }) body: z.infer<typeof changeIdentitySchema>,
  ) {
    const { custody, kit_checked: kitChecked } = body;
    return identityToWire(await this.identity.change(actor, { custody, kitChecked }));
  }

  @ApiOperation({ summary: 'One more way to open it: a passphrase or a passkey' })
  @ApiCreatedResponse({ standardSchema: keyWrapSchema })
  @Post('sealings')
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newKeyWrapSchema }) body: z.infer<typeof newKeyWrapSchema>,
  ) {
    return keyWrapToWire(await this.identity.addKeyWrap(actor, body));
  }

  @ApiOperation({ summary: 'The same way with another passphrase' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Put('sealings/:sealing_id')
  async replace(
    @CurrentActor() actor: Actor,
    @Param('sealing_id') keyWrapId: string,
    @Body({ schema: replaceKeyWrapSchema }) body: z.infer<typeof replaceKeyWrapSchema>,
  ) {
    await this.identity.replaceKeyWrap(actor, keyWrapId, body);
  }

  @ApiOperation({ summary: 'One way less; never the last one' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Delete('sealings/:sealing_id')
  async remove(@CurrentActor() actor: Actor, @Param('sealing_id') keyWrapId: string) {
    await this.identity.removeKeyWrap(actor, keyWrapId);
  }
}

@ApiTags('People and tokens')
@ApiBearerAuth()
@Controller('api/people')
@ForClients({ read: 'people:read' })
export class RecipientController {
  constructor(private readonly showRecipient: ShowRecipient) {}

  @ApiOperation({ summary: "A person's public key; 404 for people without one" })
  @ApiOkResponse({ standardSchema: recipientSchema })
  @Get(':username/recipient')
  async read(
    @Param('username') username: string,
    @Query({ schema: recipientQuery }) { person }: RecipientQuery,
  ) {
    return this.showRecipient.execute(username, person);
  }
}
