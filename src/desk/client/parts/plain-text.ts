/** The text that markup would show. Tags go before it is parsed: a handler in one would be a violation of our policy. */
export function plainText(markup: string): string {
  const text = markup
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replaceAll('<', '&lt;');
  const { body } = new DOMParser().parseFromString(text, 'text/html');
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}
