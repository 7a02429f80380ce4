import { z } from "zod";

export const roleSchema = z.enum(["viewer", "content_owner", "qa", "admin"]);
export type Role = z.infer<typeof roleSchema>;

/** One person who may use the console. `userId` is null until the first confirmed sign-in. */
export const staffSchema = z.object({
  id: z.uuid(),
  userId: z.uuid().nullable(),
  email: z.string(),
  role: roleSchema,
});
export type Staff = z.infer<typeof staffSchema>;

/** A row of the staff page: `version` goes into If-Match. */
export const staffRowSchema = staffSchema.extend({
  version: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type StaffRow = z.infer<typeof staffRowSchema>;

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Enter an e-mail address such as name@example.com."));

export const addStaffSchema = z.object({ email: emailSchema, role: roleSchema });
export const changeRoleSchema = z.object({ role: roleSchema });

export const passwordSchema = z
  .string()
  .min(8, "A password has at least 8 characters.")
  .max(72, "A password has at most 72 characters.");

export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, "Enter your password.").max(1000, "That is too long."),
  next: z.string().max(2000).optional(),
});

export const forgottenSchema = z.object({ email: emailSchema });
export const setPasswordSchema = z.object({ password: passwordSchema });
export const listStaffSchema = z.object({
  after: z.string().max(254).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
