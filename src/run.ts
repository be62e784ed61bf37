import { span } from './platform/timeline/span.js';
import { processNumber, wantedProcesses } from './platform/processes/process-of-several.js';

/** Runs the server: one process, or as many as KONTOR_PROCESSES says. Each loads only what it needs for that. */
export async function run(): Promise<void> {
  const number = processNumber();
  const processes = number === undefined ? wantedProcesses() : 1;
  if (processes > 1) {
    const { runProcesses } = await import('./platform/processes/processes.js');
    return runProcesses(processes);
  }
  await import('reflect-metadata');
  const { start } = await span('start: load the code', () => import('./start.js'));
  await start({
    playground: process.argv.includes('--playground'),
    stopWithStdin: process.argv.includes('--stop-with-stdin'),
    processNumber: number,
  });
}
