/**
 * Makes `from` look like `to` by changing only what differs: what stays keeps its focus, its open details
 * and its place under a screen reader's cursor. Children are matched by id, others by position.
 */
export function morph(from: Element, to: Element): void {
  if (from.isEqualNode(to)) return;
  if (from.tagName !== to.tagName) {
    from.replaceWith(to);
    return;
  }
  syncAttributes(from, to);
  if (hasText(from) || hasText(to)) from.replaceChildren(...to.childNodes);
  else syncChildren(from, to);
}

const hasText = (element: Element): boolean =>
  [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
  );

function syncAttributes(from: Element, to: Element): void {
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    // What the person opened stays open.
    if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
  }
}

function syncChildren(from: Element, to: Element): void {
  const unnamed = [...from.children].filter((child) => child.id === '');
  const kept = [...to.children].map((wanted) => {
    const present =
      wanted.id === '' ? unnamed.shift() : from.querySelector(`:scope > #${CSS.escape(wanted.id)}`);
    if (!present || present.tagName !== wanted.tagName) return wanted;
    morph(present, wanted);
    return present;
  });
  for (const child of [...from.children]) if (!kept.includes(child)) child.remove();
  kept.forEach((child, index) => {
    const there = from.children[index] ?? null;
    if (there !== child) from.insertBefore(child, there);
  });
}
