export { DeskModule } from './desk.module.js';
export { FRAME_PATHS } from './edit/editor-frame.controller.js';
