import { nextPath } from "#lib/auth/next-path.ts";
import { signInSchema } from "#lib/auth/schemas.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { clientAddress, handlePublic } from "../../handle-public.ts";

export const POST = handlePublic(signInSchema, async ({ body, request }) => {
  const headers = await signIn({ ...body, address: clientAddress(request) });
  return Response.json({ next: nextPath(body.next) }, { headers });
});
