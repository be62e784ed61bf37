import { BLANK_KINDS, BlankFiles, type BlankKind } from './blank-files.js';

export const blankFiles = (): BlankFiles =>
  new BlankFiles(new Map<BlankKind, Uint8Array>(BLANK_KINDS.map((k) => [k, new Uint8Array()])));
