// Dates pass without a write.
const sameVersionMs = 60_000;
// What is dear and written to all the time is not counted for everybody who looks.
const anyVersionMs = 15_000;
// Nobody waits for a dear count, as long as what is known is no older than this.
const oldMs = 600_000;

type Kept<T> = { version: string; counted: number; value: T };
type Counting<T> = { version: string; value: Promise<T> };

/** Counts by key. Each is anew where something was written since; of dear ones the former is given while it is counted. */
export class RememberedCounts<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #counting = new Map<string, Counting<T>>();
  readonly #isDear: (value: T) => boolean;
  readonly #clock: () => number;

  constructor(isDear: (value: T) => boolean, clock: () => number = Date.now) {
    this.#isDear = isDear;
    this.#clock = clock;
  }

  /** What `count` says, said by it now or before. A count behind the answer that fails is told to `failed`. */
  read(
    key: string,
    version: string,
    { count, failed }: { count: () => Promise<T>; failed: (error: unknown) => void },
  ): Promise<T> {
    const kept = this.#kept.get(key);
    if (!kept) return this.#count(key, version, count);
    const age = this.#clock() - kept.counted;
    const dear = this.#isDear(kept.value);
    const fresh = (kept.version === version && age < sameVersionMs) || (dear && age < anyVersionMs);
    if (fresh) return Promise.resolve(kept.value);
    if (!dear || age >= oldMs) return this.#count(key, version, count);
    if (!this.#counting.has(key)) this.#count(key, version, count).catch(failed);
    return Promise.resolve(kept.value);
  }

  /** One count at a time of the same version; one that began before a write does not know of it. */
  #count(key: string, version: string, count: () => Promise<T>): Promise<T> {
    const under = this.#counting.get(key);
    if (under?.version === version) return under.value;
    const counted = this.#clock();
    const value = count()
      .then((value) => {
        const newer = (this.#kept.get(key)?.counted ?? counted) > counted;
        if (!newer) this.#kept.set(key, { version, counted, value });
        return value;
      })
      .finally(() => {
        if (this.#counting.get(key)?.value === value) this.#counting.delete(key);
      });
    this.#counting.set(key, { version, value });
    return value;
  }
}
