import { z } from "zod";
import { signOut } from "#lib/auth/sign-out.ts";
import { handlePublic } from "../../handle-public.ts";

export const POST = handlePublic(z.unknown(), async () => {
  await signOut();
  return new Response(null, { status: 204, headers: { "clear-site-data": '"cache"' } });
});
