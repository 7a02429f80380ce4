/** How often a page asks what it shows of a run that goes on: with the worker's beat and the answer's time, never 2 s old. */
export const followEveryMs = 1_000;
