import { exchangeLink } from "#lib/auth/exchange-link.ts";
import { linkProofSchema } from "#lib/auth/link-schemas.ts";
import { handlePublic } from "../../handle-public.ts";

export const POST = handlePublic(linkProofSchema, async ({ body }) => {
  const headers = await exchangeLink(body);
  return new Response(null, { status: 204, headers });
});
