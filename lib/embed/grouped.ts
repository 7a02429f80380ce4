import { setTimeout as wait } from "node:timers/promises";

type Group<T> = {
  items: T[];
  /** The source took longer than `idleMs` for its next item: it may wait for these to be done. */
  idle: boolean;
};

/** Groups of up to `size` neighbours, pulled no sooner than they are asked for. */
export async function* grouped<T>(
  source: Iterable<T> | AsyncIterable<T>,
  size: number,
  idleMs: number,
): AsyncGenerator<Group<T>> {
  const items = (async function* () {
    yield* source;
  })();
  let group: T[] = [];
  let next = items.next();
  try {
    for (;;) {
      const timer = new AbortController();
      const idle = wait(idleMs, "idle" as const, { signal: timer.signal }).catch(
        () => "idle" as const,
      );
      const step = await Promise.race([next, idle]);
      timer.abort();
      if (step === "idle") {
        yield { items: group, idle: true };
        group = [];
        continue;
      }
      if (step.done) break;
      group.push(step.value);
      if (group.length >= size) {
        yield { items: group, idle: false };
        group = [];
      }
      next = items.next();
    }
    if (group.length > 0) yield { items: group, idle: false };
  } finally {
    await items.return(undefined);
  }
}
