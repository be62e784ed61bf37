/** The whole window takes files; `cover` is shown while some hover over it. */
export function takeDrops(cover: HTMLElement, take: (files: FileList) => void): void {
  // Entering a child fires before leaving its parent: counting tells when the window is really left.
  let depth = 0;
  const show = (over: boolean): void => {
    depth = over ? depth : 0;
    cover.hidden = !over;
  };
  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    show(true);
  });
  addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) return;
    depth -= 1;
    if (depth <= 0) show(false);
  });
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!carriesFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    show(false);
    take(event.dataTransfer.files);
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
}

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;
