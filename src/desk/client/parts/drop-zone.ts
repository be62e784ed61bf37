/** Accepts files dropped anywhere in the window; `overlay` is shown while files are dragged over it. */
export function takeDrops(overlay: HTMLElement, take: (files: FileList) => void): void {
  // Entering a child fires before leaving its parent, so enter and leave events are counted.
  let depth = 0;
  const show = (over: boolean): void => {
    depth = over ? depth : 0;
    overlay.hidden = !over;
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
