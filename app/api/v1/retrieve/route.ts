import { logCall } from "#app/api/log-call.ts";
import { tokenHandle } from "#app/api/token-handle.ts";
import { database } from "#lib/db/pool.ts";
import { askedWith } from "#lib/retrieve/log/asked-with.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { runtimeAnswer } from "#lib/retrieve/runtime-answer.ts";
import { runtimeConfiguration } from "#lib/retrieve/runtime-configuration.ts";
import { runtimeBodySchema } from "#lib/retrieve/runtime-schemas.ts";

/** What the live assistant would find, for programs: chunks that a model may be given, with scores. */
export const POST = tokenHandle(
  {
    scope: "retrieve",
    body: runtimeBodySchema,
    onRefused: ({ token, requestId, cameAt, elapsed, error, status, json }) =>
      logCall({
        id: requestId,
        cameAt,
        caller: { origin: "api", tokenId: token.id },
        status,
        errorCode: error.code,
        ...askedWith(json),
        totalMs: elapsed(),
        result: null,
      }),
  },
  async ({ token, body, requestId, cameAt, elapsed }) => {
    const { visibility, confidentiality } = token;
    const ceiling = { visibility, confidentiality };
    const result = await retrieve(database("read"), {
      query: body.query,
      vector: body.vector,
      model: body.model,
      withoutVector: "fulltext",
      context: body.context,
      configuration: runtimeConfiguration(body, ceiling),
      visibilityCeiling: ceiling,
      purpose: {
        cause: "consumer",
        actor: { id: null, label: token.consumer },
        apiTokenId: token.id,
      },
    });
    logCall({
      id: requestId,
      cameAt,
      caller: { origin: "api", tokenId: token.id },
      status: 200,
      errorCode: null,
      ...askedWith(body),
      totalMs: elapsed(),
      result,
    });
    return runtimeAnswer(requestId, result);
  },
);
