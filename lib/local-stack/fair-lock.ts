/** First come, first served. `acquire` resolves to the function that gives the lock back (once). */
export function createFairLock() {
  const waiting: (() => void)[] = [];
  let held = false;

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else held = false;
  }

  async function acquire(): Promise<() => void> {
    if (held) await new Promise<void>((resolve) => waiting.push(resolve));
    held = true;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      release();
    };
  }

  return { acquire };
}
