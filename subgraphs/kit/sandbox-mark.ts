/** The HTTP header every sandbox answer carries; its value is the sandbox's name. */
export const SANDBOX_HEADER = 'x-wasq-sandbox';

/** The body field that says the same, for an answer that lost its headers on the way. */
export const SANDBOX_FIELD = 'sandbox';
