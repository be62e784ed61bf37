export { ConvertDocument } from './convert-document.use-case.js';
export { ShowPicture } from './show-picture.use-case.js';
export { ConversionModule } from './conversion.module.js';
