const ARABIC_INDIC_ZERO = 0x0660;
const EXTENDED_ZERO = 0x06f0;

/** The same text with Arabic-Indic digits (٠-٩ and ۰-۹) written as 0-9, as a sheet typed in Arabic has them. */
export function westernDigits(text: string): string {
  let allWestern = true;
  for (let i = 0; i < text.length && allWestern; i += 1) allWestern = text.charCodeAt(i) < ARABIC_INDIC_ZERO;
  if (allWestern) return text;
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code < EXTENDED_ZERO ? ARABIC_INDIC_ZERO : EXTENDED_ZERO));
  });
}
