/** The text that markup would show. What is parsed here runs nothing and loads nothing. */
export function plainText(markup: string): string {
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  for (const element of body.querySelectorAll('script, style')) element.remove();
  for (const element of body.querySelectorAll('br, p, div, li')) element.append(' ');
  for (const line of body.querySelectorAll('br')) line.replaceWith(' ');
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}
