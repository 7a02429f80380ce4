import { vi } from "vitest";
import { restoreEnv } from "#lib/env/override-env.ts";

// Files share a process (0.5 s of modules each): none begins with what another one set. First what it left stubbed:
// taken back later, by this file's own clean-up, it would bring back the variables of then.
vi.unstubAllEnvs();
vi.unstubAllGlobals();
vi.restoreAllMocks();
vi.useRealTimers();
restoreEnv();
