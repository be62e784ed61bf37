import { Injectable, Logger, Global, Module } from '@nestjs/common';

type EventClass<E extends object> = abstract new (...args: never[]) => E;
type Handler<E> = (event: E) => Promise<void> | void;

/**
 * Side effects whose failure must not fail their cause, such as showing a new title in an open editor. Handlers run
 * after `publish` has returned, never inside the caller's transaction; failures are logged.
 */
@Injectable()
export class DomainEvents {
  readonly #handlers = new Map<unknown, Handler<never>[]>();
  readonly #logger = new Logger(DomainEvents.name);

  on<E extends object>(event: EventClass<E>, handler: Handler<E>): void {
    const handlers = this.#handlers.get(event) ?? [];
    handlers.push(handler);
    this.#handlers.set(event, handlers);
  }

  publish(event: object): void {
    for (const handler of this.#handlers.get(event.constructor) ?? []) {
      setImmediate(() => void this.#run(handler as Handler<object>, event));
    }
  }

  async #run(handler: Handler<object>, event: object): Promise<void> {
    try {
      await handler(event);
    } catch (error) {
      this.#logger.error(`A handler of ${event.constructor.name} failed`, error);
    }
  }
}

@Global()
@Module({ providers: [DomainEvents], exports: [DomainEvents] })
export class EventsModule {}
