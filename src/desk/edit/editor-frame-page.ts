import type { AssetUrl } from '../parts/layout.js';

export const FRAME_PATH = 'editor-frame';
const SCRIPT = 'desk/editor-frame.js';
const STYLE = 'desk/editor-frame.css';

/** All that the editor's host name serves. */
export const FRAME_PATHS: readonly string[] = [
  `/${FRAME_PATH}`,
  `/assets/${SCRIPT}`,
  `/assets/${SCRIPT}.map`,
  `/assets/${STYLE}`,
  `/assets/${STYLE}.map`,
];

/** Nobody's words and nobody's data: what is opened is handed over by message (docs/formats/editor-frame.md). */
export const editorFramePage = (parentOrigin: string, asset: AssetUrl): string => `<!doctype html>
<html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Editor</title>
<link rel="stylesheet" href="${asset(STYLE)}">
<body data-parent="${parentOrigin}">
<div id="editor"></div>
<script type="module" src="${asset(SCRIPT)}"></script>
</body>
</html>
`;

/** SHA-256 of nothing. The Document Server's script gives its frame an `onmousewheel` attribute without content. */
const EMPTY_HANDLER = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The Document Server's script and frame, in a frame of our page, and no way to anywhere else. */
export const editorFramePolicy = (of: { parentOrigin: string; documentServer: string }): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${of.documentServer} 'unsafe-hashes' ${EMPTY_HANDLER}`,
    `frame-src ${of.documentServer}`,
    "style-src 'self'",
    "worker-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${of.parentOrigin}`,
  ].join('; ');
