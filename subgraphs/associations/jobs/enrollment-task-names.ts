/** Names under which the queue keeps the tasks of rosters and enrollment; a waiting job survives a release only while they stay. */
export const DECIDE_LINES = 'decide-lines';
export const APPLY_BATCH = 'apply-batch';
export const AUDIT_POLICIES = 'audit-policies';
export const SWEEP_IMPORTS = 'sweep-imports';
