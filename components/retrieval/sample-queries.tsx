import { FlaskConical } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type SampleQueriesProps = { samples: string[]; onAsk: (query: string) => void };

/** Before anything is asked: what this does, and questions that the corpus brings along. */
export function SampleQueries({ samples, onAsk }: SampleQueriesProps) {
  return (
    <EmptyState title="Ask what a customer would ask" icon={FlaskConical}>
      <p>
        The answer is the chunks that the assistant would be given, beside the ones that are nearest
        by similarity alone.
      </p>
      {samples.length > 0 ? (
        <ul aria-label="Sample queries" className="mt-4 flex flex-wrap justify-center gap-2">
          {samples.map((sample) => (
            <li key={sample} className="max-w-full">
              <Button
                dir="auto"
                className="h-auto min-h-8 max-w-full whitespace-normal text-foreground"
                onClick={() => onAsk(sample)}
              >
                {sample}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </EmptyState>
  );
}
