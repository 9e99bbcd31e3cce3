import { electronicFormatIBAN, isValidIBAN } from 'ibantools';

/** The IBAN without spaces and in capitals, or null when it is not a Saudi one with right check digits. */
export function saudiIbanOf(text: string): string | null {
  const iban = electronicFormatIBAN(text);
  return iban !== null && iban.startsWith('SA') && isValidIBAN(iban) ? iban : null;
}
