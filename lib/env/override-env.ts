import { resetEnv } from "./env.ts";

let first: Record<string, string | undefined> | undefined;

/** For tests: sets variables of this process, and so of those that it starts; env() then says so. */
export function overrideEnv(variables: Record<string, string>): void {
  Object.assign(process.env, variables);
  resetEnv();
}

/** For test files that share a process: the variables that the first of them found, for each of them. */
export function restoreEnv(): void {
  first ??= { ...process.env };
  for (const name of Object.keys(process.env)) if (!(name in first)) delete process.env[name];
  Object.assign(process.env, first);
  resetEnv();
}
