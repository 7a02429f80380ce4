import { setTimeout as wait } from "node:timers/promises";

export type Called = { ms: number[]; errors: number };

/** Calls at a steady rate, whether or not earlier calls have ended. A call that is false or throws is an error. */
export async function callAtRate(
  call: (n: number) => Promise<boolean>,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Called> {
  const start = performance.now();
  const called: Called = { ms: [], errors: 0 };
  const open: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = start + (n * 1000) / perSecond;
    await wait(Math.max(0, due - performance.now()));
    open.push(
      call(n)
        .catch(() => false)
        .then((well) => {
          called.ms.push(performance.now() - due);
          if (!well) called.errors += 1;
        }),
    );
  }
  await Promise.all(open);
  return called;
}
