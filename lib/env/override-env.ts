import { resetEnv } from "./env.ts";

/** For tests: sets variables of this process, and so of those that it starts; env() then says so. */
export function overrideEnv(variables: Record<string, string>): void {
  Object.assign(process.env, variables);
  resetEnv();
}
