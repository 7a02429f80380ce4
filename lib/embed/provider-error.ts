import { AppError, BrokenCommit } from "#lib/errors/app-error.ts";
import { EgressError } from "#lib/guardrail/egress.ts";
import type { CallEnd } from "./ledger.ts";

/**
 * The provider cannot go on for anybody: the run stops. `unavailable` where time may mend it, `invalid`
 * where a person must.
 */
export class ProviderStop extends AppError {}

/** What was asked of an answer and is not in it. The request may have been charged. */
export function broken(message: string): EgressError {
  return new EgressError(message, { code: "broken" });
}

/** `again`: time may mend it; `halve`: one of its texts may be to blame; `stop`: no other text would fare better. */
type Remedy = "again" | "halve" | "stop" | "stopped by us";

export function remedyFor(error: unknown): Remedy {
  if (error instanceof ProviderStop || error instanceof BrokenCommit) return "stop";
  if (error instanceof AppError) return "halve"; // the guardrail refused one of the texts
  if (!(error instanceof EgressError)) return "stop";
  const { status, code } = error;
  if (code === "aborted") return "stopped by us";
  if (code === "broken") return "again";
  if (code === "insufficient_quota" || code === "billing_hard_limit_reached") return "stop";
  if (status === undefined || status === 408 || status === 409 || status === 429 || status >= 500)
    return "again";
  return status === 400 || status === 413 || status === 422 ? "halve" : "stop";
}

/** How the request's booking ends. An answer that never came, or was broken, may have been charged. */
export function endOf(error: unknown, counted: number): Omit<CallEnd, "durationMs"> {
  if (!(error instanceof EgressError)) return { outcome: "refused", tokens: 0 };
  const { status, code } = error;
  if (code === "aborted") return { outcome: "stopped", tokens: counted };
  if (code === "broken") return { outcome: "broken answer", tokens: counted, httpStatus: 200 };
  if (status === undefined) return { outcome: "no answer", tokens: counted };
  const at = { tokens: 0, httpStatus: status };
  if (remedyFor(error) === "stop" && status === 429) return { outcome: "quota spent", ...at };
  if (status === 429) return { outcome: "rate limited", ...at };
  if (remedyFor(error) === "stop") return { outcome: "not allowed", ...at };
  return { outcome: status >= 500 ? "provider error" : "refused", ...at };
}

/** In words for people: what happened, `kept`, which is unharmed, what to do. */
export function explained(error: unknown, kept = "What was embedded before is kept."): unknown {
  if (!(error instanceof EgressError) || error.code === "aborted") return error;
  const { status } = error;
  const stop = (code: "invalid" | "unavailable", text: string) =>
    new ProviderStop(code, `${text} ${kept}`, { cause: error });
  if (remedyFor(error) !== "stop")
    return stop("unavailable", `${error.message} It was tried several times.`);
  if (error.code === "insufficient_quota" || error.code === "billing_hard_limit_reached")
    return stop("invalid", "The embedding provider's quota is spent: top it up, then try again.");
  if (status === 401 || status === 403)
    return stop("invalid", "The embedding provider does not accept the key: check OPENAI_API_KEY.");
  if (status === 404)
    return stop(
      "invalid",
      "The embedding provider does not know the model or the address: check PERAZZI_EMBED_MODEL and OPENAI_BASE_URL.",
    );
  if (status !== undefined && status >= 300 && status < 400)
    return stop(
      "invalid",
      "The embedding provider's address points elsewhere; nothing is sent on: check OPENAI_BASE_URL.",
    );
  return stop("invalid", error.message);
}
