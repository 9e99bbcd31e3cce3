import type { FlagCode } from './flag.ts';

/** What each indicator looks for, for a reader. */
export const FLAG_TITLES: Readonly<Record<FlagCode, { readonly ar: string; readonly en: string }>> = {
  R003: { ar: 'مدة تقديم العروض قصيرة', en: 'Short submission period' },
  R018: { ar: 'لم يصل إلا عرض واحد', en: 'Single bid received' },
  R024: { ar: 'السعر قريب من العرض الفائز', en: 'Price close to the winning bid' },
  R025: { ar: 'عروض خاسرة كثيرة', en: 'Excessive unsuccessful bids' },
  R028: { ar: 'أسعار متطابقة', en: 'Identical bid prices' },
  R030: { ar: 'فاز عرض متأخر', en: 'Late bid won' },
  R035: { ar: 'استُبعدت كل العروض إلا الفائز', en: 'All except the winning bid disqualified' },
  R036: { ar: 'استُبعد أقل العروض سعراً', en: 'Lowest bid disqualified' },
  R038: { ar: 'نسبة استبعاد مرتفعة', en: 'Excessive disqualified bids' },
  R058: { ar: 'خصم كبير في العرض الفائز', en: 'Heavily discounted bid' },
};
