import { runConsole } from "#lib/local-stack/run-console.ts";

process.exitCode = await runConsole({ mode: "start", worker: process.argv.includes("--worker") });
