import { makeDiaryCorpus } from "./diary-corpus.ts";
import { withOwnConsole } from "./own-console.ts";

/** One console for all specs that edit: they share it, so that it starts once. */
export const test = withOwnConsole(makeDiaryCorpus);
