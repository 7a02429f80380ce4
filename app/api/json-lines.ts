/** Of an answer whose every line is JSON. As text: nothing compresses `application/x-ndjson`. */
export const linesType = "text/x-ndjson";

/**
 * An answer in parts: each on a line of JSON of its own, as soon as it is there, in whatever order. No part may
 * fail: one that can says so by its value.
 */
export function jsonLines(parts: readonly Promise<object>[]): Response {
  const encoder = new TextEncoder();
  let left = false;
  const lines = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const write = async (part: Promise<object>) => {
        const line = encoder.encode(`${JSON.stringify(await part)}\n`);
        if (!left) controller.enqueue(line);
      };
      await Promise.all(parts.map(write));
      if (!left) controller.close();
    },
    // The reader went away: what is still being asked ends by itself, and is logged.
    cancel: () => {
      left = true;
    },
  });
  return new Response(lines, { headers: { "content-type": linesType } });
}
