export { ConversionModule } from './conversion.module.js';
