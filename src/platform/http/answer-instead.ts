/** Thrown in place of a route's own answer: one that is ready, such as an earlier one. `ProblemFilter` sends it. */
export class AnswerInstead extends Error {
  constructor(
    readonly status: number,
    readonly payload: string,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    super(`answered with ${status}`);
  }
}
