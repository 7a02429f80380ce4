/** Share of the chunks that each filter keeps, by the tag that it asks for. */
export const selectivities = { all: 1, half: 0.5, tenth: 0.1, fiftieth: 0.02, thousandth: 0.001 };
export type Selectivity = keyof typeof selectivities;

export type TrueNeighbour = { id: number; cosine: number };
export type Truth = {
  query: number;
  vector: Float32Array;
  nearest: Record<Selectivity, TrueNeighbour[]>;
};

// Enough to see ties at the cut of 12.
const kept = 20;

/** The exact nearest of each query under each filter, found while the vectors are written. */
export function nearestSoFar(queries: Float32Array[]) {
  const names = Object.keys(selectivities) as Selectivity[];
  const truth: Truth[] = queries.map((vector, query) => ({
    query,
    vector,
    nearest: Object.fromEntries(
      names.map((name) => [name, [] as TrueNeighbour[]]),
    ) as Truth["nearest"],
  }));
  return {
    add(id: number, vector: Float32Array, tags: Selectivity[]): void {
      for (const { vector: query, nearest } of truth) {
        const cosine = dot(query, vector);
        for (const tag of tags) insert(nearest[tag], { id, cosine });
      }
    },
    truth: () => truth,
  };
}

function insert(list: TrueNeighbour[], one: TrueNeighbour): void {
  const last = list[list.length - 1];
  if (list.length >= kept && last && last.cosine >= one.cosine) return;
  const at = list.findIndex(({ cosine }) => cosine < one.cosine);
  list.splice(at === -1 ? list.length : at, 0, one);
  if (list.length > kept) list.pop();
}

/** Four sums side by side: one would wait for itself at each step. */
function dot(a: Float32Array, b: Float32Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let at = 0; at < a.length; at += 4) {
    s0 += (a[at] as number) * (b[at] as number);
    s1 += (a[at + 1] as number) * (b[at + 1] as number);
    s2 += (a[at + 2] as number) * (b[at + 2] as number);
    s3 += (a[at + 3] as number) * (b[at + 3] as number);
  }
  return s0 + s1 + s2 + s3;
}
