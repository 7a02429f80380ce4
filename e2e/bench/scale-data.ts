/** Unit vectors of 3,072 dimensions from a seed, in the manner of what embeddings are like, or worse. */
export type VectorKind = "clustered" | "hard";

export const size = 3072;
const blocks = 3;
const blockSize = size / blocks;

// Intrinsic dimension 48 without any structure: no neighbourhood is better than another.
const latentOfHard = 48;
const clusters = 500;
const latentOfCluster = 24;
const spread = 0.5;

export type Draw = { next: () => Float32Array };

/** Vectors one after the other; the same kind and seed give the same ones. `stream` 1 is for queries. */
export function vectors(kind: VectorKind, seed: number, stream: 0 | 1): Draw {
  const centres = random(seed);
  const own = random(seed * 2 + stream + 7);
  const gaussian = gaussians(own);
  const homes = Array.from({ length: clusters }, () => latent(64, gaussians(centres)));
  return {
    next: () => {
      const vector = new Float32Array(size);
      if (kind === "hard") scatter(vector, latent(latentOfHard, gaussian), 1);
      else {
        const home = homes[Math.floor(own() * clusters)] ?? [];
        scatter(vector, home, 1);
        scatter(vector, latent(latentOfCluster, gaussian), spread);
      }
      // A little of everything, so that no dimension is empty.
      for (let at = 0; at < size; at++) vector[at] = (vector[at] ?? 0) + (own() - 0.5) * 0.05;
      for (let block = 0; block < blocks; block++) rotate(vector, block * blockSize);
      return unit(vector);
    },
  };
}

function latent(dimensions: number, gaussian: () => number): number[] {
  return Array.from({ length: dimensions }, gaussian);
}

/** Spreads latent values over the blocks, where the rotation then mixes each into a thousand dimensions. */
function scatter(vector: Float32Array, values: number[], weight: number): void {
  for (const [index, value] of values.entries()) {
    const at = (index % blocks) * blockSize + Math.floor(index / blocks);
    vector[at] = (vector[at] ?? 0) + value * weight;
  }
}

/** Walsh–Hadamard transform of one block in place: a rotation but for scale. */
function rotate(vector: Float32Array, from: number): void {
  for (let half = 1; half < blockSize; half *= 2)
    for (let start = 0; start < blockSize; start += half * 2)
      for (let at = from + start; at < from + start + half; at++) {
        const a = vector[at] ?? 0;
        const b = vector[at + half] ?? 0;
        vector[at] = a + b;
        vector[at + half] = a - b;
      }
}

function unit(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const norm = Math.sqrt(sum);
  return vector.map((value) => value / norm);
}

/** mulberry32: 0 ≤ x < 1. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function gaussians(next: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
