import type { ErrorDefinitions } from '../error-definition.ts';

export const ASSOCIATIONS_ERRORS = {
  BID_CELL_MISSING: {
    message: { en: 'The rate table has no rate for {cell}.', ar: 'لا يتضمن جدول الأسعار سعرًا للخلية {cell}.' },
    next: {
      en: 'Quote every class, status, sex and age band of the tender.',
      ar: 'قدّم سعرًا لكل فئة وصفة وجنس وشريحة عمرية في المنافسة.',
    },
  },
  BID_CELL_REPEATED: {
    message: { en: 'The rate table prices {cell} more than once.', ar: 'يتضمن جدول الأسعار أكثر من سعر للخلية {cell}.' },
    next: { en: 'Keep one rate for each cell.', ar: 'أبقِ سعرًا واحدًا لكل خلية.' },
  },
  BID_FLAT_RATE: {
    message: {
      en: 'The rates of {part} are the same for every age and sex; a flat price per head is not lawful.',
      ar: 'أسعار {part} واحدة لجميع الأعمار والجنسين، ولا يجوز نظامًا تقديم سعر موحد للفرد.',
    },
    next: {
      en: 'Let rates follow age, sex, member status and class (rule G01).',
      ar: 'اجعل الأسعار تتبع العمر والجنس وصفة العضو والفئة (القاعدة G01).',
    },
  },
  BID_RATE_NOT_POSITIVE: {
    message: { en: 'The rate for {cell} is not above zero.', ar: 'سعر الخلية {cell} ليس أكبر من صفر.' },
    next: { en: 'Quote a yearly rate above zero.', ar: 'قدّم سعرًا سنويًا أكبر من صفر.' },
  },
  BID_RATE_NOT_MONOTONE: {
    message: {
      en: 'The rate for {cell} falls below that for {younger} by more than is tolerated.',
      ar: 'ينخفض سعر الخلية {cell} عن سعر {younger} بأكثر من الحد المسموح.',
    },
    next: {
      en: 'Let rates of adult employees rise with age, or correct the two cells.',
      ar: 'اجعل أسعار الموظفين البالغين ترتفع مع العمر، أو صحّح الخليتين.',
    },
  },
  BID_LOADINGS_INVALID: {
    message: {
      en: 'The loadings of the table {table} do not describe a price.',
      ar: 'تحميلات الجدول {table} لا تصف سعرًا ممكنًا.',
    },
    next: {
      en: 'Give whole basis points from 0; expense load and risk margin together, and the book discount, below 10000.',
      ar: 'قدّم نقاط أساس صحيحة من 0، على أن يقل مجموع تحميل المصاريف وهامش المخاطر، وكذلك الخصم الدفتري، عن 10000.',
    },
  },
  BID_BELOW_MINIMUM: {
    message: {
      en: 'The benefit {benefit} is offered at {offered}, below the lawful minimum of {minimum}.',
      ar: 'المنفعة {benefit} معروضة بقيمة {offered}، وهي دون الحد الأدنى النظامي {minimum}.',
    },
    next: {
      en: 'State every benefit of the minimum schedule, at its value or better.',
      ar: 'اذكر كل منافع الجدول الأدنى بقيمتها أو بأفضل منها.',
    },
  },
  BID_ABNORMALLY_LOW: {
    message: {
      en: 'The bid {bid} is abnormally low against the others.',
      ar: 'العرض {bid} منخفض انخفاضًا غير عادي مقارنة بالعروض الأخرى.',
    },
    next: {
      en: 'Ask the insurer to justify its price before it is ranked (rule G12).',
      ar: 'اطلب من شركة التأمين تبرير سعرها قبل ترتيب العرض (القاعدة G12).',
    },
  },
  CRITERIA_WEIGHTS_INVALID: {
    message: {
      en: 'The weights of the award criteria add up to {sum} basis points, or one of them is not a whole number above zero.',
      ar: 'مجموع أوزان معايير الترسية {sum} نقطة أساس، أو أن أحدها ليس عددًا صحيحًا أكبر من صفر.',
    },
    next: { en: 'Let the weights add up to 10000.', ar: 'اجعل مجموع الأوزان 10000.' },
  },
  CRITERION_REPEATED: {
    message: { en: 'The award criterion {criterion} is given more than once.', ar: 'معيار الترسية {criterion} مذكور أكثر من مرة.' },
    next: { en: 'Name each criterion once.', ar: 'اذكر كل معيار مرة واحدة.' },
  },
} as const satisfies ErrorDefinitions;
