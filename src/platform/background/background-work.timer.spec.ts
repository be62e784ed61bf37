import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { BackgroundWork } from './background-work.timer.js';

describe('BackgroundWork', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('should say once why a job fails, and once that it works again', async () => {
    const said: unknown[] = [];
    for (const level of ['warn', 'log'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => {
        const { err, msg } = line as { err?: Error; msg?: string };
        said.push(err?.message ?? msg);
      });
    const outcomes = ['one', 'one', 'one', 'other', 'other', '', '', 'one', 'one'];
    const { promise, resolve } = Promise.withResolvers<void>();
    const run = async () => {
      const outcome = outcomes.shift();
      if (outcome === undefined) resolve();
      else if (outcome !== '') throw new Error(outcome);
    };
    const work = new BackgroundWork([{ name: 'job', everyMs: 0, run }]);
    work.start();
    await promise;
    await work.stop();
    expect(said.slice(0, 4)).toEqual(['one', 'other', 'works again', 'one']);
  });
});
