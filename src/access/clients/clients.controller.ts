import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { pageOf } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { AdminOnly } from '../access.decorators.js';
import {
  changeClientSchema,
  changesOf,
  clientSchema,
  clientsSchema,
  clientToWire,
  createdClientSchema,
  createdKeySchema,
  createdSecretSchema,
  credentialToWire,
  listClientsSchema,
  newClientOf,
  newClientSchema,
  newKeySchema,
  oneClientSchema,
  type ChangeClientBody,
  type ClientBody,
  type ClientsBody,
  type CreatedClientBody,
  type CreatedKeyBody,
  type CreatedSecretBody,
  type ListClients,
  type NewClientBody,
  type NewKeyBody,
  type OneClientBody,
} from './client.schema.js';
import { ManageClients } from './manage-clients.use-case.js';

/** Applications that use the API; for administrators. */
@ApiTags('Applications')
@Controller('api/admin/clients')
@AdminOnly()
@ForClients({ read: 'admin', write: 'admin' })
export class ClientsController {
  constructor(private readonly clients: ManageClients) {}

  @Get()
  @ApiOperation({ summary: 'The applications, by name' })
  @ApiOkResponse({ standardSchema: clientsSchema })
  async list(
    @Query({ schema: listClientsSchema }) { cursor, limit }: ListClients,
  ): Promise<ClientsBody> {
    const found = await this.clients.list(limit + 1, cursor?.[0]);
    const { rows, next_cursor } = pageOf(found, limit, ({ name }) => [name]);
    return { clients: rows.map(clientToWire), next_cursor };
  }

  @Audited('client.created')
  @Post()
  @ApiOperation({ summary: 'Add an application; its secret is shown only in this answer' })
  @ApiCreatedResponse({ standardSchema: createdClientSchema })
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newClientSchema }) body: NewClientBody,
  ): Promise<CreatedClientBody> {
    const { client, secret } = await this.clients.add(actor, newClientOf(body));
    return { ...clientToWire(client), client_secret: secret.text };
  }

  @Get(':client_id')
  @ApiOperation({ summary: 'One application, with its secrets and keys but not their text' })
  @ApiOkResponse({ standardSchema: oneClientSchema })
  async show(@Param('client_id') id: string): Promise<OneClientBody> {
    const client = await this.clients.show(id);
    const credentials = await this.clients.credentialsOf(id);
    return { ...clientToWire(client), credentials: credentials.map(credentialToWire) };
  }

  @Audited('client.changed', { client: 'client_id' })
  @Patch(':client_id')
  @ApiOperation({
    summary: 'Change what it may do, or disable it; applies from the next request on',
  })
  @ApiOkResponse({ standardSchema: clientSchema })
  async change(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Body({ schema: changeClientSchema }) body: ChangeClientBody,
  ): Promise<ClientBody> {
    return clientToWire(await this.clients.change(actor, id, changesOf(body)));
  }

  @Audited('client.removed', { client: 'client_id' })
  @Delete(':client_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it with its secrets, keys and tokens; its documents stay' })
  async remove(@CurrentActor() actor: Actor, @Param('client_id') id: string): Promise<void> {
    await this.clients.remove(actor, id);
  }

  @Audited('client.changed', { client: 'client_id' })
  @Post(':client_id/secrets')
  @ApiOperation({ summary: 'A further secret; the ones that exist go on working' })
  @ApiCreatedResponse({ standardSchema: createdSecretSchema })
  async addSecret(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
  ): Promise<CreatedSecretBody> {
    const { credential, text } = await this.clients.addCredential(actor, id, 'secret');
    return { ...credentialToWire(credential), client_secret: text };
  }

  @Audited('client.changed', { client: 'client_id' })
  @Post(':client_id/keys')
  @ApiOperation({ summary: 'A key to send with each request in the place of a token' })
  @ApiCreatedResponse({ standardSchema: createdKeySchema })
  async addKey(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Body({ schema: newKeySchema }) body: NewKeyBody,
  ): Promise<CreatedKeyBody> {
    const expires = body?.expires_at ?? undefined;
    const { credential, text } = await this.clients.addCredential(
      actor,
      id,
      'key',
      expires === undefined ? undefined : Date.parse(expires),
    );
    return { ...credentialToWire(credential), key: text };
  }

  @Audited('client.changed', { client: 'client_id' })
  @Delete(':client_id/credentials/:credential_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a secret or a key; it is refused from the next request on' })
  async removeCredential(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Param('credential_id') credentialId: string,
  ): Promise<void> {
    await this.clients.removeCredential(actor, id, credentialId);
  }
}
