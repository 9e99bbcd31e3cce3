/** What a rate and a rule look at in a life, in the graph's own words. */
export type Sex = 'MALE' | 'FEMALE';
export type Relationship = 'SELF' | 'SPOUSE' | 'CHILD';
export type PolicyClass = 'VIP' | 'A' | 'B' | 'C';
export type MaritalStatus = 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';
