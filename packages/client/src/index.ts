export {
  Kontor,
  type KontorCredentials,
  type KontorOptions,
  type KontorSettings,
} from './kontor.js';
export { verifyWebhook, type ReceivedHeaders, type WebhookEvent } from './webhook-events.js';
export * from './errors.js';
export type { ErrorCode } from './generated/error-codes.js';
export type { components, operations, paths } from './generated/api.js';
export type { TransferOptions, UploadOptions } from './api.js';
export type { ByteSource, Content, OnProgress, Progress } from './content.js';
export type {
  ConditionalOptions,
  CreatedDocument,
  Document,
  NewContent,
  NewDocument,
  Version,
} from './documents.js';
export type { Download } from './download.js';
export type { Listing } from './listing.js';
export type { PersonRef } from './person-ref.js';
export type { Request } from './request.js';
export type { EditingSession, NewSession } from './sessions.js';
export type { CallOptions } from './transport.js';
export type { Webhook, WebhookDelivery } from './webhooks.js';
