/** Its own scripts and styles, and pictures of people; any page may embed it, as with the real editor. */
export const editorPagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src http: https:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** The page inside the editor's frame; its script fills in the texts in the reader's language. */
export const editorPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated editor</title>
<link rel="stylesheet" href="editor.css">
<body>
<p id="banner" role="note"></p>
<header>
  <h1 id="title"></h1>
  <form id="rename" hidden>
    <input id="name" required maxlength="128" autocomplete="off">
    <button id="renamed" type="submit"></button>
  </form>
  <ul id="people"></ul>
  <div id="tools" role="toolbar">
    <button id="save" type="button" hidden></button>
    <button id="renaming" type="button" hidden></button>
    <button id="touch" type="button" hidden></button>
  </div>
</header>
<p id="message" role="status" aria-live="polite"></p>
<main>
  <label id="label" for="text"></label>
  <textarea id="text" spellcheck="false" disabled></textarea>
  <p id="opaque" hidden></p>
</main>
<footer id="state"></footer>
<script type="module" src="editor.js"></script>
</body>
</html>
`;

/** Shown at the server's root URL. */
export const indexPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Document Server simulator</title>
<p>This is Kontor's simulator of a Document Server, for trying out and testing. It is neither Euro-Office nor ONLYOFFICE.</p>
</html>
`;
