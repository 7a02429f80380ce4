import { runConsole } from "#lib/local-stack/run-console.ts";

process.exitCode = await runConsole({ mode: "dev", worker: process.argv.includes("--worker") });
