import { readFileSync } from "node:fs";
import { chunkMarkdown } from "#lib/ingest/chunk/chunk-markdown.ts";
const file = process.argv[2]!;
const t = readFileSync(file, "utf8");
const { chunks, warnings } = chunkMarkdown(t);
for (const c of chunks) console.log(String(c.tokens).padStart(5), c.headingPath?.slice(-150), c.before ? `<<${c.before.slice(0,60).replace(/\n/g,"⏎")}>>`:"");
console.log(warnings, chunks.length, chunks.reduce((s,c)=>s+c.tokens,0)/chunks.length);
