/** One password for all four: they exist only with the embedded stack, on loopback. */
const password = "demo-password";

/** The local sign-ins, one a role. */
export const demoAccounts = [
  { email: "viewer@demo.local", password, role: "viewer" },
  { email: "owner@demo.local", password, role: "content_owner" },
  { email: "qa@demo.local", password, role: "qa" },
  { email: "admin@demo.local", password, role: "admin" },
];
