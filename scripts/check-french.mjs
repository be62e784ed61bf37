// French has a no-break space before ; : ? ! and inside « ». With an ordinary one a line can begin with a colon.
import ts from 'typescript';

/** The files that people's French texts are in. */
const isFrench = (file) =>
  /^(src\/desk\/language\/french|src\/platform\/language\/french-refusals|src\/notifications\/by-mail\/mail-texts|packages\/editor\/src\/texts|playground\/client\/editor\/messages)\.ts$/.test(
    file,
  );

/** The code of these files has such spaces too, so only texts are looked at. */
const isText = (node) =>
  ts.isStringLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isNoSubstitutionTemplateLiteral(node);

/** One sentence for each text. `textOf` reads a file, by its path from the root; undefined for one that is gone. */
export function frenchFaults(files, textOf) {
  return files
    .filter(isFrench)
    .flatMap((file) =>
      breakableIn(file, textOf(file) ?? '').map(
        (line) => `${file}:${line}: an ordinary space where French has a no-break one (U+00A0)`,
      ),
    );
}

/** Numbers of lines. */
function breakableIn(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = [];
  const look = (node) => {
    if (isText(node) && / [;:!?»](?!\w)|« /.test(node.text))
      lines.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, look);
  };
  look(source);
  return lines;
}
