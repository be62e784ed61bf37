import type { Flow } from './flow.js';

export const closing: Flow = ({ host, page, messages }) => {
  const close = () => host.emit('onRequestClose');
  const tool = page.tool('close', messages.close, close);
  return {
    opened: ({ editorConfig: { canRequestClose, customization } }) => {
      const shown = (customization as { close?: { visible?: boolean } } | undefined)?.close;
      tool.hidden = canRequestClose !== true || !shown || shown.visible === false;
    },
    commands: { requestClose: close },
  };
};
