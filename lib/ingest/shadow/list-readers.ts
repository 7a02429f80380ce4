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
  const { rows } = await sql<{ consumer: string; last: Date }>`
    select t.consumer, max(l.at) as last from console.retrieval_log l
      join console.api_tokens t on t.id = l.token_id
    where l.asked_with = 'vector' and l.at > now() - interval '30 days'
    group by t.consumer order by t.consumer limit 200`.execute(tx);
  return [
    assistant,
    ...rows.map(({ consumer, last }) => ({
      key: `consumer ${consumer}`.slice(0, 100),
      name: consumer,
      why: "It sends vectors instead of questions.",
      lastAskedAt: last.toISOString(),
    })),
  ];
}
