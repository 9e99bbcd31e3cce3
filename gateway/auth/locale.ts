import type { Locale } from '../../schema/contracts/identity.ts';

/** The language of messages: the first of Arabic and English in Accept-Language by weight, English when neither is there. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  if (acceptLanguage === undefined) return 'en';
  const ranked = acceptLanguage.slice(0, 500).split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const best = ranked
    .filter(({ language, weight }) => (language === 'ar' || language === 'en') && weight > 0)
    .sort((left, right) => right.weight - left.weight)[0];
  return best?.language === 'ar' ? 'ar' : 'en';
}
