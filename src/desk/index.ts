export { DeskModule } from './desk.module.js';
export { FRAME_PATHS } from './editor-frame-page.js';
