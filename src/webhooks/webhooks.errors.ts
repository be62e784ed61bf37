import { AppError } from '../platform/errors/app-error.js';
import { type Sentence, sentence } from '../platform/errors/sentence.js';

/** Also one of another application. */
export const noSuchWebhook = (id: string) =>
  new AppError(
    'webhooks/no-such-webhook',
    'not-found',
    sentence`There is no webhook "${id}". Check its id.`,
  );

export const noSuchDelivery = (id: string) =>
  new AppError(
    'webhooks/no-such-delivery',
    'not-found',
    sentence`There is no delivery "${id}" of this webhook, or it is older than 7 days, a dead one than 30. Check its id.`,
  );

export const invalidReceiver = (why: Sentence) =>
  new AppError(
    'webhooks/invalid-address',
    'unprocessable',
    sentence`Events cannot be sent to this address: ${why}. Give an https address of the receiver.`,
  );

export const receiverRefused = (address: string) =>
  new AppError(
    'webhooks/private-address',
    'unprocessable',
    sentence`Events are not sent to ${address}, because it is on loopback or in a private network. Give a public address, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.`,
  );

export const tooManyWebhooks = (most: number) =>
  new AppError(
    'webhooks/too-many',
    'conflict',
    sentence`There are ${most} webhooks already, and more are not allowed. Remove one that is not used.`,
  );

export const deliveryWaits = (id: string) =>
  new AppError(
    'webhooks/still-waiting',
    'conflict',
    sentence`The delivery "${id}" is not over: it is tried again by itself. Wait for its next attempt.`,
  );

export const webhookDisabled = (id: string) =>
  new AppError(
    'webhooks/disabled',
    'conflict',
    sentence`The webhook "${id}" is disabled. Enable it, then send again.`,
  );
