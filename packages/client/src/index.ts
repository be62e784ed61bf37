export type { components, operations, paths } from './generated/api.js';
export type { ErrorCode } from './generated/error-codes.js';
