const remedies: [RegExp, string][] = [
  [
    /^Manifest, line \d+.*file is not there/i,
    "Put the file there, or change its manifest row; then run again.",
  ],
  [/file is not there/i, "Put the file back, or take its row out of the manifest; then run again."],
  [/^Manifest, line/, "Mend that line of the manifest, then run again."],
  [/when this run was planned/, "Start a new run: it reads the file as it is now."],
  [/no chunks: ingest it first/, "Ingest this document, then embed it."],
  [/keeps changing/, "Run again once the editing is over."],
  [/not in the corpus any more/, "Nothing is to be done: the document is gone."],
  [/tokens; the model takes/, "Shorten or split that part of the file, then run again."],
  [/worker stopped each time/, "An engineer reads the worker's log; then run again."],
  [
    /provider|PERAZZI_EMBED_MODEL|OPENAI_/,
    "An admin mends the connection to the provider, then runs again.",
  ],
  [/^Something went wrong on our side/, "An engineer reads the worker's log; then run again."],
];

/** What mends a document that failed with this message, for whoever owns it. Pure. */
export function mendWords(message: string): string {
  const found = remedies.find(([pattern]) => pattern.test(message));
  return found?.[1] ?? "Mend what is named here, then run again.";
}
