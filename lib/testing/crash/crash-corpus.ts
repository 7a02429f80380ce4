import { temporaryCorpus } from "../temporary-corpus.ts";

/** A corpus whose documents all say which version of it they are of, in sections that make a chunk each. */
export function crashCorpus(documents: number, chunksEach: number) {
  const corpus = temporaryCorpus();
  const paths = Array.from({ length: documents }, (_, at) => `part-${at % 7}/document-${at}.md`);
  corpus.list(paths.map((path) => ({ path })));
  return {
    ...corpus,
    write(version: number) {
      for (const [at, path] of paths.entries())
        corpus.write(path, documentOf(version, at, chunksEach));
    },
  };
}

function documentOf(version: number, document: number, chunks: number): string {
  return Array.from({ length: chunks }, (_, section) => {
    const about = `part ${section} of document ${document} in version ${version}`;
    // Lengths differ, so that a vector on the wrong chunk shows.
    const sentence = `This is told in ${about}, in full and without haste. `;
    return `# Section ${section}\n\nversion ${version}. ${sentence.repeat(36 + ((document + section) % 5))}`;
  }).join("\n\n");
}
