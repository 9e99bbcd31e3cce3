/** Reads the feeds of other houses. */
export const PULL_CHANGES = 'pull-changes';

/** Builds the read model anew beside the one that is asked, and compares the two. */
export const CHECK_COMPLIANCE = 'check-compliance';
