export { Converter, NoConverter } from './converter.js';
export type { ConversionOutcome } from './converter.js';
export { HttpConverter } from './converter.http.js';
