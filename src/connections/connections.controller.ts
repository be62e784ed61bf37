import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForClients } from '../platform/http/client-scopes.js';
import { AdminOnly } from '../access/index.js';
import {
  connectionSchema,
  connectionsSchema,
  toConnection,
  type ConnectionBody,
} from './connections.schema.js';
import { Connections } from './connections.js';

/** Whether each system that Kontor depends on works; if not, why, and what to do. */
@ApiTags('Operations')
@AdminOnly()
@Controller('api/admin/connections')
@ForClients({ read: 'admin', write: 'admin' })
export class ConnectionsController {
  constructor(private readonly connections: Connections) {}

  @Get()
  @ApiOperation({ summary: 'Every system Kontor depends on, with causes; for administrators' })
  @ApiOkResponse({ standardSchema: connectionsSchema })
  async list(): Promise<{ connections: ConnectionBody[] }> {
    return { connections: (await this.connections.freshened()).map(toConnection) };
  }

  @Post(':name/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try one of them now, as it is really used; for administrators' })
  @ApiOkResponse({ standardSchema: connectionSchema })
  async test(@Param('name') name: string): Promise<ConnectionBody> {
    return toConnection(await this.connections.test(name));
  }
}
