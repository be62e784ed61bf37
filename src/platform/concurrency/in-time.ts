/** What `work` resolves to, or `late` if that takes longer or fails. It is not stopped: give it a deadline of its own. */
export async function inTime<Result, Late>(
  ms: number,
  work: () => Promise<Result>,
  late: Late,
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  return Promise.race([work().catch(() => late), waited]).finally(() => clearTimeout(timer));
}
