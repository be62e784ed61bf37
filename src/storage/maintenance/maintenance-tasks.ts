export interface TaskTimes {
  readonly doneAtMs: number;
  readonly requestedAtMs: number;
}

/** Work that one instance does for all, now and then; and what administrators asked for. */
export abstract class MaintenanceTasks {
  /** True for one instance, when the task was not done since `sinceMs`; the lease ends at `untilMs`. */
  abstract claim(
    name: string,
    claim: { readonly by: string; readonly sinceMs: number; readonly untilMs: number },
  ): Promise<boolean>;
  abstract finish(name: string, by: string): Promise<void>;
  /** Ends the claim; the task counts as not done. */
  abstract giveUp(name: string, by: string): Promise<void>;
  abstract request(name: string): Promise<void>;
  abstract timesOf(name: string): Promise<TaskTimes>;
}
