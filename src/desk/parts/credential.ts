/** What the page's script sent, unchecked; undefined when it is no JSON. */
export function credentialOf(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return undefined;
  }
}
