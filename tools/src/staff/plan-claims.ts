export type StaffRole = "staff" | "admin";
export type Claims = Readonly<Record<string, unknown>>;

/** A user's claims with a role; all others stay. Null when nothing changes. Pure. */
export function grantRole(claims: Claims | undefined, role: StaffRole): Claims | null {
  return claims?.role === role ? null : { ...claims, role };
}

/** A user's claims without a role; all others stay. Null when there is none. Pure. */
export function revokeRole(claims: Claims | undefined): Claims | null {
  if (claims?.role === undefined) return null;
  const { role: _, ...rest } = claims;
  return rest;
}
