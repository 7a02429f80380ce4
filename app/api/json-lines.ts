/** Of an answer whose every line is JSON. As text: nothing compresses `application/x-ndjson`. */
export const linesType = "text/x-ndjson";

/**
 * An answer in parts: each on a line of JSON of its own, as soon as it is there, in whatever order. No part may
 * fail: one that can says so by its value.
 */
export function jsonLines(parts: readonly Promise<object>[]): Response {
  const encoder = new TextEncoder();
  const lines = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const write = async (part: Promise<object>) => {
        controller.enqueue(encoder.encode(`${JSON.stringify(await part)}\n`));
      };
      // Where the reader went away this fails for nobody: what is still being asked ends by itself, and is logged.
      await Promise.all(parts.map(write));
      controller.close();
    },
  });
  return new Response(lines, { headers: { "content-type": linesType } });
}
