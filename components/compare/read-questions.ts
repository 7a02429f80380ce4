import { mostCompared } from "#lib/evaluate/compare-limits.ts";

export type PastedQuestions = { questions: string[]; problem: string | undefined };

const mostCharacters = 8_000;

/** Questions from pasted text, one a line, each once, at most 200. Pure. */
export function readQuestions(pasted: string): PastedQuestions {
  const lines = pasted.split(/\r?\n/).map((line) => line.trim());
  const questions = [...new Set(lines.filter((line) => line !== ""))];
  const long = questions.findIndex((line) => line.length > mostCharacters);
  if (questions.length === 0)
    return { questions, problem: "Paste questions, one a line, or choose a set." };
  if (questions.length > mostCompared)
    return {
      questions,
      problem: `These are ${questions.length} questions; at most ${mostCompared} can be compared at a time.`,
    };
  if (long >= 0)
    return {
      questions,
      problem: `Question ${long + 1} has over ${mostCharacters.toLocaleString("en-GB")} characters. Shorten it.`,
    };
  const broken = questions.findIndex((line) => !line.isWellFormed() || line.includes("\u0000"));
  if (broken >= 0)
    return {
      questions,
      problem: `Question ${broken + 1} holds a character that is none. Type it anew.`,
    };
  return { questions, problem: undefined };
}
