import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CountFailuresOnly } from '../http/request-rate.js';
import { Public } from '../http/public.js';
import { HealthChecks, isReady } from './health-checks.js';
import { readinessSchema, toCheck, type Readiness } from './health.schema.js';

@ApiTags('Operations')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly healthChecks: HealthChecks) {}

  @Get('live')
  @CountFailuresOnly()
  @ApiOperation({ summary: 'The process answers' })
  live() {
    return { status: 'live' };
  }

  /** Strangers learn whether to send requests here, admins also why not. */
  @Get('ready')
  @CountFailuresOnly()
  @ApiOperation({
    summary: 'What this instance needs works; 503 when not, and when it is about to end',
  })
  @ApiOkResponse({ standardSchema: readinessSchema })
  async ready(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readiness> {
    const results = await this.healthChecks.runAll();
    const ready = isReady(results) && !this.healthChecks.isLeaving;
    void reply.code(ready ? 200 : 503);
    const status = ready ? 'ready' : 'not-ready';
    return request.actor?.isAdmin === true ? { status, checks: results.map(toCheck) } : { status };
  }
}
