import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { projectRoot } from './platform/config/project-root.js';
import { startWithProcessSettings } from './platform/memory/process-settings.js';
import { publishSpan } from './platform/timeline/span.js';

startWithProcessSettings();
publishSpan({ name: 'start: Node', startMs: 0 });

// Reuses the compiled code of an earlier start, which saves half a second until it serves.
enableCompileCache(join(projectRoot, 'node_modules/.cache/kontor'));

// Streams are all buffers outside the heap. By default 64 MB of them force a full collection of everything
// else, at each save of 10 MB; counted with the heap, young ones are freed by minor collections (measured: 40 such saves, no
// full collection instead of 16).
setFlagsFromString('--external-memory-accounted-in-global-limit');
// The old generation may grow by half between two collections, not to several times what is alive: ciphers and
// requests that are garbage hold memory of the C library, which never gives back what was once in use.
setFlagsFromString('--heap-growing-percent=50');
// A young collection copies what is alive, some hundred kilobytes: a millisecond's work. Shared with other threads, it
// waited for them to get a core, 15 to 45 ms while the cores were busy with saves.
setFlagsFromString('--no-parallel-scavenge');

// The build makes one file of what a server loads (scripts/build-server.mjs).
const bundle = './server/run.js';
const { run } = (await import(bundle)) as typeof import('./run.js');
await run();
