export const POLICY_CLASSES = ['VIP', 'A', 'B', 'C'] as const;
export type PolicyClass = (typeof POLICY_CLASSES)[number];

export const MEMBER_STATUSES = ['EMPLOYEE', 'SPOUSE', 'CHILD'] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

export const SEXES = ['MALE', 'FEMALE'] as const;
export type Sex = (typeof SEXES)[number];

/** The kind of member that pays one community rate, whatever their age, sex and association. */
export interface MemberType {
  readonly policyClass: PolicyClass;
  readonly status: MemberStatus;
}

export const MEMBER_TYPES: readonly MemberType[] = POLICY_CLASSES.flatMap((policyClass) =>
  MEMBER_STATUSES.map((status) => ({ policyClass, status })));
