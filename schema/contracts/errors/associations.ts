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
  CRITERIA_NOT_WHOLE: {
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
  LOTS_OVERLAP: {
    message: {
      en: 'Lots {first} and {second} share a class in a region, so a life would belong to both.',
      ar: 'تشترك الحزمتان {first} و{second} في فئة ومنطقة، فيقع المؤمن له في كلتيهما.',
    },
    next: { en: 'Let every class and region belong to one lot.', ar: 'اجعل كل فئة ومنطقة في حزمة واحدة.' },
  },
  STANDSTILL_TOO_SHORT: {
    message: {
      en: 'A standstill of {seconds} seconds is shorter than the {least} seconds of the rule.',
      ar: 'فترة التوقف {seconds} ثانية أقصر من المدة المقررة {least} ثانية.',
    },
    next: { en: 'Lengthen the standstill.', ar: 'أطل فترة التوقف.' },
  },
  CONSENT_NEEDED: {
    message: {
      en: 'Joining a pool needs the association\'s consent that its roster is counted for all bidders.',
      ar: 'يتطلب الانضمام إلى التجميع موافقة الجمعية على احتساب منسوبيها لجميع المتنافسين.',
    },
    next: { en: 'Send consent: true if the association agrees.', ar: 'أرسل consent: true إذا وافقت الجمعية.' },
  },
  POOL_TOO_SMALL: {
    message: {
      en: 'The pool has {associations} associations and {lives} lives; {minimumAssociations} and {minimumLives} are needed.',
      ar: 'في التجميع {associations} جمعية و{lives} مؤمنًا له، والمطلوب {minimumAssociations} و{minimumLives}.',
    },
    next: { en: 'Wait for more associations to join, or cancel the tender.', ar: 'انتظر انضمام جمعيات أخرى أو ألغِ المنافسة.' },
  },
  NO_OBJECTION_MISSING: {
    message: {
      en: 'The regulator\'s no-objection is {state}, or its sealing key is missing.',
      ar: 'حالة عدم ممانعة الجهة التنظيمية {state}، أو أن مفتاح الختم غير متوفر.',
    },
    next: { en: 'Ask the regulator for its no-objection, then publish.', ar: 'اطلب عدم الممانعة من الجهة التنظيمية ثم انشر.' },
  },
  DEADLINE_PASSED: {
    message: { en: 'The moment for this has passed ({deadline}).', ar: 'انقضى الموعد المحدد لهذا الإجراء ({deadline}).' },
    next: { en: 'See the tender\'s calendar.', ar: 'راجع جدول المنافسة الزمني.' },
  },
  TOO_EARLY: {
    message: { en: 'The moment for this has not come yet ({deadline}).', ar: 'لم يحن موعد هذا الإجراء بعد ({deadline}).' },
    next: { en: 'Wait for it; the tender\'s calendar says when.', ar: 'انتظر الموعد المذكور في جدول المنافسة الزمني.' },
  },
  DEADLINE_NOT_EXTENDED: {
    message: {
      en: 'An amendment must move the deadline for bids to a later instant.',
      ar: 'يجب أن يمدد التعديل الموعد النهائي للعروض.',
    },
    next: { en: 'Give a deadline later than the present one.', ar: 'حدّد موعدًا بعد الموعد الحالي.' },
  },
  ENQUIRIES_CLOSED: {
    message: { en: 'Questions about this tender are not taken now.', ar: 'لا تُقبل الاستفسارات عن هذه المنافسة الآن.' },
    next: { en: 'Read the answers given to all bidders.', ar: 'اطلع على الإجابات المنشورة لجميع المتنافسين.' },
  },
  ENQUIRIES_OPEN: {
    message: { en: '{open} questions are not answered yet.', ar: 'هناك {open} استفسارات دون إجابة.' },
    next: { en: 'Answer them; bidding starts then.', ar: 'أجب عنها ليبدأ تقديم العروض.' },
  },
  TOO_FEW_BIDS: {
    message: { en: 'No lot has more than {bids} valid bids; {minimum} are needed.', ar: 'لا تتجاوز العروض الصالحة {bids} في أي حزمة، والمطلوب {minimum}.' },
    next: { en: 'The tender cannot be awarded; cancel it and tender anew.', ar: 'لا يمكن ترسية المنافسة، فألغها واطرحها من جديد.' },
  },
  BIDS_ENOUGH: {
    message: { en: '{bids} bids stand and {minimum} are needed, so bidding did not fail.', ar: 'العروض القائمة {bids} والمطلوب {minimum}، فلم تفشل المنافسة.' },
    next: { en: 'Ask for the opening.', ar: 'اطلب فتح المظاريف.' },
  },
  OPENING_NOT_REQUESTED: {
    message: { en: 'The council has not asked for the opening yet.', ar: 'لم يطلب المجلس فتح المظاريف بعد.' },
    next: { en: 'Wait for the council to ask; a witness joins then.', ar: 'انتظر طلب المجلس ثم ينضم الشاهد.' },
  },
  WITNESS_NOT_INDEPENDENT: {
    message: {
      en: 'The witness must be another person than the one who asked, of another organisation.',
      ar: 'يجب أن يكون الشاهد شخصًا آخر من جهة غير جهة طالب الفتح.',
    },
    next: { en: 'Let a regulator or the review body witness.', ar: 'ليشهد الجهة التنظيمية أو جهة النظر في التظلمات.' },
  },
  REASON_NEEDED: {
    message: { en: 'This decision needs a reason.', ar: 'يتطلب هذا القرار ذكر السبب.' },
    next: { en: 'Say why, in one sentence that will be published.', ar: 'اذكر السبب في جملة تُنشر.' },
  },
  BIDS_NOT_JUDGED: {
    message: { en: '{open} bids are not judged yet.', ar: 'هناك {open} عروض لم يُبتّ فيها.' },
    next: { en: 'Qualify or disqualify each of them first.', ar: 'أهّل كلًّا منها أو استبعده أولًا.' },
  },
  BID_BELOW_REQUIRED: {
    message: {
      en: 'The benefit {benefit} is offered at {offered}; the tender asks for {required}.',
      ar: 'المنفعة {benefit} معروضة بقيمة {offered}، والمطلوب في المنافسة {required}.',
    },
    next: { en: 'The bid cannot be qualified.', ar: 'لا يمكن تأهيل العرض.' },
  },
  BID_WITHOUT_COMMITMENT: {
    message: {
      en: 'No standing hash of this bid was recorded before the deadline.',
      ar: 'لا توجد بصمة قائمة لهذا العرض مسجلة قبل الموعد النهائي.',
    },
    next: { en: 'The bid cannot be qualified.', ar: 'لا يمكن تأهيل العرض.' },
  },
  BID_OPENED_INVALID: {
    message: { en: 'The bid was found invalid when it was opened ({codes}).', ar: 'تبيّن عند الفتح أن العرض غير صالح ({codes}).' },
    next: { en: 'The bid cannot be qualified.', ar: 'لا يمكن تأهيل العرض.' },
  },
  BID_REFUSED_BY_COMMITTEE: {
    message: { en: 'The committee disqualified the bid: {reason}', ar: 'استبعدت اللجنة العرض: {reason}' },
    next: { en: 'The decision may be challenged during the standstill.', ar: 'يمكن التظلم من القرار خلال فترة التوقف.' },
  },
  BID_ACCEPTED_BY_COMMITTEE: {
    message: { en: 'The committee heard the insurer and accepted the bid: {reason}', ar: 'استمعت اللجنة إلى شركة التأمين وقبلت العرض: {reason}' },
    next: { en: 'Nothing is to be done.', ar: 'لا يلزم أي إجراء.' },
  },
  SIGNING_BLOCKED: {
    message: { en: 'A complaint is open or upheld, so this must wait.', ar: 'هناك تظلم قائم أو مقبول، فلا بد من الانتظار.' },
    next: { en: 'Wait for the review body, or remedy what it upheld.', ar: 'انتظر جهة النظر في التظلمات أو عالج ما قبلته.' },
  },
  RE_EVALUATION_NOT_ORDERED: {
    message: { en: 'The review body has not ordered a new evaluation.', ar: 'لم تأمر جهة النظر في التظلمات بإعادة التقييم.' },
    next: { en: 'A complaint must be upheld with this remedy first.', ar: 'يجب أولًا قبول تظلم بهذا التصحيح.' },
  },
  NOT_IN_POOL: {
    message: { en: 'The association was not counted in this tender\'s pool.', ar: 'لم تُحتسب الجمعية في تجميع هذه المنافسة.' },
    next: { en: 'Join the pool of the next tender.', ar: 'انضم إلى تجميع المنافسة القادمة.' },
  },
  AGREEMENT_NOT_SIGNED: {
    message: { en: 'The framework agreement is not signed by both sides.', ar: 'الاتفاقية الإطارية غير موقعة من الطرفين.' },
    next: { en: 'Wait for both signatures.', ar: 'انتظر توقيع الطرفين.' },
  },
  CALL_OFF_REFUSED: {
    message: { en: 'The insurer could not issue the policy ({reason}).', ar: 'تعذر على شركة التأمين إصدار الوثيقة ({reason}).' },
    next: { en: 'Remedy the reason and order again.', ar: 'عالج السبب ثم أعد الطلب.' },
  },
} as const satisfies ErrorDefinitions;
