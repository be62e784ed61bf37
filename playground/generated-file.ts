import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import { projectRoot } from './project-root.js';
import type { ConnectInstruction, ConnectValue } from './connect-instruction.js';
import { newDocx } from './document-content.js';

/** What the desktop client makes of a template: a text that tells every value, else an empty file. */
export function generatedFile(instruction: ConnectInstruction, fileType: string): Uint8Array {
  return fileType === 'docx' ? newDocx(linesOf(instruction)) : blankFile(fileType);
}

function linesOf({ templateId, language, properties, contentControls }: ConnectInstruction) {
  const title = properties.find(({ name }) => name === 'ogg.document.title')?.lines[0] ?? '';
  return [
    title,
    '',
    `Template ${templateId}${language === '' ? '' : `, language ${language}`}`,
    '',
    ...properties.flatMap(told),
    ...(contentControls.length > 0 ? ['', 'Content controls', ''] : []),
    ...contentControls.flatMap(told),
  ];
}

const told = ({ name, lines: [first = '', ...others] }: ConnectValue): readonly string[] => [
  `${name}: ${first}`,
  ...others,
];

function blankFile(fileType: string): Uint8Array {
  const folder = join(projectRoot, 'config', 'blank', fileType);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return zipSync(
    Object.fromEntries(
      files.map((file) => [
        relative(folder, file).split(sep).join('/'),
        new Uint8Array(readFileSync(file)),
      ]),
    ),
  );
}
