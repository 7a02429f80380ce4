import { countTokens } from "#lib/embed/tokens.ts";
import { type Chunk, chunkMarkdown } from "#lib/ingest/chunk/chunk-markdown.ts";
import { most } from "#lib/ingest/chunk/rules.ts";

export type TableOptions = { title: string; redact: boolean; low: number; high: number };

/** Collects lines into chunks of `low` to `high` tokens, and the whole text with the place of each. */
export class TablePieces {
  readonly #options: TableOptions;
  readonly #head: string;
  readonly #text: string[] = [];
  readonly #chunks: Chunk[] = [];
  readonly #warnings: string[] = [];
  #length = 0;
  #start = 0;
  #before = "";
  #lines: string[] = [];
  #tokens = 0;
  #rows = 0;
  /** No heading and no blank line stands between the lines. */
  #onlyRows = false;
  #section: string | undefined;
  #sections: string[] = [];

  constructor(options: TableOptions, head: string) {
    this.#options = options;
    this.#head = head;
    this.#line(`# ${options.title}`);
    this.#line("");
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0 && this.#rows === 0;
  }

  /** A new table begins, under a heading where the rows are in groups. */
  startSection(group: string | undefined): void {
    if (!this.isEmpty) {
      this.#line("");
      this.#onlyRows = false;
    }
    this.#endIfEnough("");
    this.#onlyRows = false;
    // A cell may hold anything; its row has it whole.
    const name = group === undefined ? undefined : group.slice(0, 120).toWellFormed();
    if (name !== undefined) {
      this.#line(`## ${name}`);
      this.#line("");
      this.#sections.push(name);
    }
    this.#section = name;
    for (const line of this.#head.split("\n")) this.#fit(line, countTokens(`${line}\n`));
  }

  /** The rows so far may be a chunk, if they are enough. */
  mayEnd(): void {
    this.#endIfEnough(this.#repeated);
  }

  #endIfEnough(before: string): void {
    if (this.#rows > 0 && this.#tokens >= this.#options.low) this.#flush(before);
  }

  add(line: string): void {
    const tokens = countTokens(`${line}\n`);
    if (this.#rows > 0 && this.#tokens + tokens > this.#options.high) this.#flush(this.#repeated);
    this.#fit(line, tokens);
    this.#rows++;
  }

  #fit(line: string, tokens: number): void {
    if (this.#tokens + tokens > most) this.#addLarge(line);
    else this.#line(line, tokens);
  }

  finish(): { text: string; chunks: Chunk[]; warnings: string[] } {
    this.#flush("");
    return { text: this.#text.join(""), chunks: this.#chunks, warnings: this.#warnings };
  }

  #addLarge(line: string): void {
    this.#warnings.push(`A row is larger than ${most} tokens and was cut.`);
    this.#flush("");
    for (const part of rowParts(line)) {
      this.#put(part, countTokens(part));
      this.#onlyRows = false;
      this.#flush("");
    }
    this.#line("");
    this.#onlyRows = false;
  }

  /** What stands above a continued table: not if it would fill the chunk. */
  get #repeated(): string {
    const heading = this.#section === undefined ? "" : `## ${this.#section}\n\n`;
    const before = `${heading}${this.#head}\n`;
    return countTokens(before) <= this.#options.high / 2 ? before : "";
  }

  #line(line: string, tokens = countTokens(`${line}\n`)): void {
    this.#put(`${line}\n`, tokens);
  }

  #put(text: string, tokens: number): void {
    this.#length += text.length;
    this.#lines.push(text);
    this.#tokens += tokens;
  }

  #flush(before: string): void {
    // One string for all lines: a million small ones would take several times their text.
    const lines = this.#lines.join("");
    const body = lines.trim();
    this.#text.push(lines);
    if (body !== "") this.#chunks.push(this.#chunk(body));
    this.#start = this.#length;
    this.#before = before;
    this.#lines = [];
    this.#tokens = before === "" ? 0 : countTokens(before);
    this.#rows = 0;
    this.#onlyRows = true;
    this.#sections = this.#section === undefined ? [] : [this.#section];
  }

  /** A line break ends a token: the lines' counts add up, but for the break that the last one loses. */
  #sum(body: string): number {
    const tail = body.slice(body.lastIndexOf("\n") + 1);
    return this.#tokens - countTokens(`${tail}\n`) + countTokens(tail);
  }

  #chunk(body: string): Chunk {
    const { title } = this.#options;
    const [first] = this.#sections;
    const last = this.#sections.at(-1);
    const inner = first === last ? first : `${first} … ${last}`;
    const path = inner === undefined ? [title] : [title, inner];
    const text = this.#before + body;
    return {
      text,
      before: this.#before,
      after: "",
      tokens: this.#onlyRows ? this.#sum(body) : countTokens(text),
      heading: path.at(-1) ?? null,
      headingPath: path.join(" > "),
      titles: this.#sections,
      start: this.#start,
      end: this.#length,
    };
  }
}

/** A row that is larger than a chunk, in parts that fit. */
function rowParts(line: string): string[] {
  return chunkMarkdown(line, { low: most / 4, high: most / 2, overlap: false }).chunks.map(
    ({ start, end }) => line.slice(start, end),
  );
}
