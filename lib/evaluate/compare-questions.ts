import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { AppError, isTooSlow, toAppError } from "#lib/errors/app-error.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import {
  type CompareBody,
  type ComparedLane,
  type ComparedQuestion,
  compareBodySchema,
} from "./compare-schemas.ts";

type Services = { embed: typeof embedQuery };

/** Asks both lanes every question, in turn. What cannot be asked says why and leaves the others alone. Read-only. */
export async function compareQuestions(
  db: Db,
  staff: Staff,
  input: CompareBody,
  services: Services = { embed: embedQuery },
): Promise<ComparedQuestion[]> {
  permit(staff, "read");
  const { questions, lanes } = compareBodySchema.parse(input);
  const compared: ComparedQuestion[] = [];
  for (const question of questions) {
    const ask = (lane: ConfigurationChanges) => askLane(db, staff, question, lane, services);
    const [first, second] = await Promise.all([ask(lanes[0]), ask(lanes[1])]);
    compared.push({ text: question.text, lanes: [first, second] });
  }
  return compared;
}

async function askLane(
  db: Db,
  staff: Staff,
  { text, context, filters }: CompareBody["questions"][number],
  lane: ConfigurationChanges,
  services: Services,
): Promise<ComparedLane> {
  try {
    const { results, timings } = await retrieve(
      db,
      {
        query: text,
        context,
        configuration: { ...filters, ...lane },
        visibilityCeiling: visibilityCeiling(staff.role),
        purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
      },
      services,
    );
    return {
      results: results.map(({ chunkId, documentId, path, title }) => ({
        chunkId,
        documentId,
        path,
        title,
      })),
      ms: timings.totalMs,
      problem: null,
    };
  } catch (error) {
    if (error instanceof AppError || isTooSlow(error))
      return { results: [], ms: 0, problem: toAppError(error).message };
    throw error;
  }
}
