import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';

/** Something that every request passes after its guards, and before pipes and handler. It does not see the answer. */
export abstract class BeforeHandler {
  /** Ends the request with what it throws. */
  abstract before(context: ExecutionContext): Promise<void> | void;
}

/**
 * Takes the steps in their order. As interceptors of their own, each of them would cost every request two observables,
 * an asynchronous resource and a handful of promises, which is more than most of them do.
 */
export class StepsBeforeHandler implements NestInterceptor {
  constructor(private readonly steps: readonly BeforeHandler[]) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    for (const step of this.steps) {
      const taken = step.before(context);
      if (taken !== undefined) await taken;
    }
    return next.handle();
  }
}
