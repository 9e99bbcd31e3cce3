/** Days cover may be ended back in time (DOMAIN 3.5). */
export const RETRO_TERMINATION_DAYS = 60;

/** VAT on health premium, in basis points (rule G13). */
export const VAT_BASIS_POINTS = 1_500;
