import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CountFailuresOnly } from '../http/request-rate.js';
import { Public } from '../http/public.js';
import { HealthSettings } from './health.config.js';
import { Metrics } from './metrics.js';
import { AppError } from '../errors/app-error.js';

@ApiTags('Operations')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly settings: HealthSettings,
  ) {}

  /** Public to the guard, because Prometheus has no account; access is checked here instead. */
  @Get()
  @CountFailuresOnly()
  @Public()
  @ApiOperation({ summary: 'Prometheus metrics, for admins and holders of KONTOR_METRICS_TOKEN' })
  @ApiProduces('text/plain')
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (request.actor?.isAdmin !== true && !this.#hasToken(request)) {
      throw metricsForbidden(request.actor !== undefined);
    }
    void reply.type(this.metrics.contentType);
    return this.metrics.text();
  }

  #hasToken({ headers }: FastifyRequest): boolean {
    const expected = this.settings.metricsToken?.reveal();
    if (expected === undefined || headers.authorization === undefined) return false;
    return timingSafeEqual(digest(headers.authorization), digest(`Bearer ${expected}`));
  }
}

/** Equal lengths, as timingSafeEqual requires. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export const metricsForbidden = (signedIn: boolean): AppError =>
  new AppError(
    'platform/metrics-forbidden',
    signedIn ? 'forbidden' : 'unauthenticated',
    'Metrics are for administrators and for holders of the metrics token (KONTOR_METRICS_TOKEN).',
  );
