import { errorBody } from "#app/api/error-response.ts";
import { handle } from "#app/api/handle.ts";
import { jsonLines } from "#app/api/json-lines.ts";
import { readPart } from "#app/api/parse-with.ts";
import type { LaneLine } from "#lib/retrieve/result-schemas.ts";
import { lanesBodySchema, queryBodySchema } from "#lib/retrieve/schemas.ts";
import { askLab } from "../ask-lab.ts";

/** What each lane finds, on a line of its own when it is found; one that fails leaves the others alone. */
export const POST = handle(
  { permission: "read", body: lanesBodySchema, maxBytes: 1024 * 1024, inParts: true },
  async ({ staff, body, request, requestId }) => {
    const ask = async (asked: unknown, lane: number): Promise<LaneLine> => {
      try {
        return { lane, answer: await askLab(staff, readPart(queryBodySchema, asked)) };
      } catch (error) {
        return { lane, ...errorBody(error, request, requestId) };
      }
    };
    return jsonLines(body.lanes.map(ask));
  },
);
