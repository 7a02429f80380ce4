import { ownOrigin } from "#lib/auth/request-origin.ts";
import { requestPasswordReset } from "#lib/auth/reset-password.ts";
import { forgottenSchema } from "#lib/auth/schemas.ts";
import { clientAddress, handlePublic } from "../../handle-public.ts";

export const POST = handlePublic(forgottenSchema, async ({ body, request }) => {
  const origin = ownOrigin(request.headers) ?? new URL(request.url).origin;
  await requestPasswordReset({ email: body.email, address: clientAddress(request), origin });
  return new Response(null, { status: 204 });
});
