export { DeskModule } from './desk.module.js';
export { deskSettings } from './desk.config.js';
