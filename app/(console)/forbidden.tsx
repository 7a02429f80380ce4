import { NotAllowed } from "#components/auth/not-allowed.tsx";

/** Inside the console's frame, which has the main landmark already. */
export default function Forbidden() {
  return <NotAllowed />;
}
