import { setPasswordSchema } from "#lib/auth/schemas.ts";
import { setPassword } from "#lib/auth/set-password.ts";
import { handlePublic } from "../../handle-public.ts";

export const POST = handlePublic(setPasswordSchema, async ({ body }) => {
  await setPassword(body.password);
  return new Response(null, { status: 204 });
});
