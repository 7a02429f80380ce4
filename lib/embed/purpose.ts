/** What a request to the provider is for. */
export type Cause = "run" | "lab" | "preview" | "consumer" | "shadow" | "evaluation";

/** What is written down with each request: why, in which run, for whom. */
export type Purpose = {
  cause: Cause;
  runId?: string | null | undefined;
  /** The verified Auth user id, and a name for people; a program has only the name. */
  actor?: { id: string | null; label: string } | null | undefined;
  apiTokenId?: string | null | undefined;
};
