/** How often a page asks what it shows of a run that goes on: with the answer's own time, never 2 s old. */
export const followEveryMs = 1_500;
