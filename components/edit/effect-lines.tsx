import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Coins,
  Equal,
  type LucideIcon,
  Rows3,
  ShieldAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type {
  Effect,
  EmbeddingEffect,
  GuardrailEffect,
  ServingEffect,
} from "#lib/corpus/change-set-schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

/** What a change does, each thing on its own line. */
export function EffectLines({ effect, rows = true }: { effect: Effect; rows?: boolean }) {
  const { change, same, skipped } = effect.rows;
  const nouns: [string, string] = [`${effect.subject} changes`, `${effect.subject}s change`];
  return (
    <ul className="flex flex-col gap-1">
      {rows ? (
        <Line icon={Rows3}>
          {plural(change, ...nouns)} · {formatCount(same)} already so · {formatCount(skipped)} left
          as they are
        </Line>
      ) : null}
      <ServingLines serving={effect.serving} />
      <EmbeddingLines embedding={effect.embedding} />
      {effect.guardrail ? <GuardrailLines guardrail={effect.guardrail} /> : null}
    </ul>
  );
}

export function Line({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex gap-2">
      <Icon className="mt-0.5 size-3.5 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0">{children}</span>
    </li>
  );
}

export function ServingLines({ serving }: { serving: ServingEffect }) {
  const { leave, enter, asOf, withoutVector } = serving;
  const when = asOf ? (
    <>
      on <ExactTime at={asOf} />
    </>
  ) : (
    "at once"
  );
  return (
    <>
      {leave > 0 ? (
        <Line icon={ArrowUpFromLine}>
          {plural(leave, "chunk leaves", "chunks leave")} what customers are served, {when}
        </Line>
      ) : null}
      {enter > 0 ? (
        <Line icon={ArrowDownToLine}>
          {plural(enter, "chunk enters", "chunks enter")} what customers are served, {when}
        </Line>
      ) : null}
      {leave + enter === 0 ? (
        <Line icon={Equal}>No chunk leaves or enters what customers are served</Line>
      ) : null}
      {withoutVector > 0 ? (
        <Line icon={ArrowDownToLine}>
          {plural(withoutVector, "chunk has", "chunks have")} to be embedded before they are found
        </Line>
      ) : null}
    </>
  );
}

function EmbeddingLines({ embedding }: { embedding: EmbeddingEffect }) {
  const { again, tokens, cost, recutDocuments, parked } = embedding;
  return (
    <>
      <Line icon={Coins}>
        {again > 0
          ? `${plural(again, "chunk")} to embed again: about ${plural(tokens, "token")}, $${cost.toFixed(cost < 0.01 ? 4 : 2)}`
          : "0 tokens to buy"}
        {parked > 0 ? `; ${plural(parked, "vector is", "vectors are")} kept for the way back` : ""}
      </Line>
      {recutDocuments > 0 ? (
        <Line icon={Coins}>
          {plural(recutDocuments, "document is", "documents are")} cut or cleaned again by a run
          that starts by itself
        </Line>
      ) : null}
    </>
  );
}

export function GuardrailLines({ guardrail }: { guardrail: GuardrailEffect }) {
  const { scanned, notScanned, suspectCount, suspects } = guardrail;
  return (
    <>
      <Line icon={ShieldAlert}>
        Guardrail scan of {plural(scanned, "chunk")}:{" "}
        {suspectCount === 0
          ? "no amount found"
          : `amounts in ${formatCount(suspectCount)}, or taken out of them before`}
        {notScanned > 0 ? `; ${formatCount(notScanned)} were not scanned` : ""}
      </Line>
      {suspects.length > 0 ? (
        <li className="ml-5.5">
          <ScrollBox label="Suspects" className="max-h-32 text-xs text-muted">
            {suspects.map((one) => (
              <p key={one.chunkId} className="break-words">
                {one.label} {one.heading ? `· ${one.heading}` : ""}
              </p>
            ))}
            {suspectCount > suspects.length ? (
              <p>and {formatCount(suspectCount - suspects.length)} more</p>
            ) : null}
          </ScrollBox>
        </li>
      ) : null}
    </>
  );
}
