/**
 * Loaded into a Kontor under test (`--import`): collects what it publishes about its steps, and the pauses of the
 * garbage collector, and writes both to `KONTOR_TRACE_FILE` when it is asked to (SIGUSR2), as JSON. Times are
 * milliseconds since the epoch, so that they can be put beside those of another process.
 */
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync, renameSync } from 'node:fs';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env.KONTOR_TRACE_FILE;
if (isMainThread && file !== undefined) {
  const spans = [];
  subscribe('kontor:span', ({ name, startMs, endMs, workedMs }) => {
    spans.push([name, performance.timeOrigin + startMs, endMs - startMs, workedMs]);
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      spans.push(['garbage collector', performance.timeOrigin + startTime, duration]);
  }).observe({ entryTypes: ['gc'] });
  process.on('SIGUSR2', () => {
    const { user, system } = process.cpuUsage();
    const loop = performance.eventLoopUtilization();
    const written = {
      spans: spans.splice(0),
      cpuMs: (user + system) / 1000,
      activeMs: loop.active,
    };
    writeFileSync(`${file}.part`, JSON.stringify(written));
    renameSync(`${file}.part`, file);
  });
}
