import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { QuestionReader } from "../shadow-schemas.ts";

const assistant: QuestionReader = {
  key: "assistant",
  name: "The live assistant",
  why: "It reads the tables directly and embeds each question with its own model variable.",
  lastAskedAt: null,
};

/** Who embeds questions by itself: the assistant always, and every program that sent a vector within 30 days. */
export async function listReaders(tx: Tx): Promise<QuestionReader[]> {
  // The log as well: it may reach back to before the tokens knew.
  const { rows } = await sql<{ consumer: string; last: Date; model: string | null }>`
    select t.consumer, max(v.at) as last,
      (array_agg(t.last_vector_model order by t.last_vector_at desc nulls last))[1] as model
    from console.api_tokens t cross join lateral (
      select t.last_vector_at as at
      union all select max(l.at) from console.retrieval_log l
        where l.token_id = t.id and l.asked_with = 'vector' and l.at > now() - interval '30 days') v
    where v.at > now() - interval '30 days'
    group by t.consumer order by t.consumer limit 200`.execute(tx);
  return [
    assistant,
    ...rows.map(({ consumer, last, model }) => ({
      key: `consumer ${consumer}`.slice(0, 100),
      name: consumer,
      why: `It sends vectors${model ? ` of ${model}` : ""} instead of questions.`,
      lastAskedAt: last.toISOString(),
    })),
  ];
}
