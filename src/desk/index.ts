export { DeskModule } from './desk.module.js';
export { unmetErrorsOf } from './unmet-error.filter.js';
export { FRAME_PATHS } from './edit/editor-frame.controller.js';
