import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CountFailuresOnly } from '../http/request-rate.js';
import { Public } from '../http/public.js';
import { HealthChecks, isReady, type CheckResult } from './health-checks.js';
import { z } from 'zod';

export const readinessSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z
    .array(
      z.object({
        name: z.string(),
        required: z.boolean(),
        ok: z.boolean(),
        detail: z.string().nullable(),
      }),
    )
    .optional()
    .describe('for admins only'),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const toCheck = ({ name, required, ok, detail }: CheckResult) => ({
  name,
  required,
  ok,
  detail: detail ?? null,
});

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
