/** Names under which the queue keeps procurement's tasks; a waiting job survives a release only while they stay. */
export const OPEN_BIDS = 'open-bids';
export const TELL_INVALIDATE_BIDS = 'tell-invalidate-bids';
export const TELL_JUDGEMENT = 'tell-judgement';
export const TELL_ISSUE_POLICY = 'tell-issue-policy';
