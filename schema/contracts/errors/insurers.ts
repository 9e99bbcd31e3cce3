import type { ErrorDefinitions } from '../error-definition.ts';

export const INSURERS_ERRORS = {
  CR_NUMBER_TAKEN: {
    message: {
      en: 'An insurer with this commercial registration number is already registered.',
      ar: 'توجد شركة تأمين مسجلة برقم السجل التجاري هذا.',
    },
    next: { en: 'Look it up by its commercial registration number.', ar: 'ابحث عنها برقم السجل التجاري.' },
  },
  NOT_ACCREDITED: {
    message: {
      en: 'The accreditation of this {subject} is not in force.',
      ar: 'اعتماد هذه الجهة ({subject}) غير سارٍ.',
    },
    next: { en: 'Apply for accreditation, or have it renewed, first.', ar: 'تقدّم بطلب الاعتماد أو تجديده أولًا.' },
  },
  TENDER_NOT_BIDDING: {
    message: {
      en: 'Bids cannot be sealed or taken back now: the tender is {state}.',
      ar: 'لا يمكن ختم العروض أو سحبها الآن، فحالة المنافسة {state}.',
    },
    next: { en: 'See the calendar of the tender.', ar: 'راجع جدول المنافسة الزمني.' },
  },
  BID_TOO_LATE: {
    message: { en: 'The deadline for bids has passed.', ar: 'انقضى الموعد النهائي لتقديم العروض.' },
    next: { en: 'Nothing was changed; this tender takes no more bids.', ar: 'لم يتغير شيء، ولا تقبل هذه المنافسة عروضًا أخرى.' },
  },
  BID_NOT_SEALED_TO_KEY: {
    message: {
      en: 'The sealed body is not a compact JWE encrypted to this tender\'s sealing key.',
      ar: 'نص العرض المختوم ليس JWE مشفرًا بمفتاح ختم هذه المنافسة.',
    },
    next: {
      en: 'Encrypt with ECDH-ES and A256GCM to the tender\'s sealingKey, and put its kid in the header.',
      ar: 'شفّر باستخدام ECDH-ES وA256GCM بمفتاح sealingKey الخاص بالمنافسة، وضع معرّفه kid في الترويسة.',
    },
  },
  BID_TOO_LARGE: {
    message: { en: 'The sealed body is larger than {limit} bytes.', ar: 'نص العرض المختوم أكبر من {limit} بايت.' },
    next: { en: 'Seal the rate table and quotes alone, without documents.', ar: 'اختم جدول الأسعار والعروض وحدها دون مستندات.' },
  },
  BID_NOT_COMMITTED: {
    message: {
      en: 'The council\'s side did not record the hash of the bid ({reason}), so nothing was changed.',
      ar: 'لم يسجّل جانب المجلس بصمة العرض ({reason})، فلم يتغير شيء.',
    },
    next: { en: 'Read the tender again, then try again.', ar: 'أعد قراءة المنافسة ثم حاول مجددًا.' },
  },
  BID_NOT_AS_COMMITTED: {
    message: {
      en: 'The opened bid is not the one whose hash was committed to before the deadline.',
      ar: 'العرض المفتوح ليس العرض الذي سُجّلت بصمته قبل الموعد النهائي.',
    },
    next: { en: 'The bid is invalid and takes no part.', ar: 'العرض غير صالح ولا يدخل في التقييم.' },
  },
  BID_UNREADABLE: {
    message: {
      en: 'The bid cannot be decrypted with the tender\'s released key.',
      ar: 'لا يمكن فك تشفير العرض بمفتاح المنافسة المُفرج عنه.',
    },
    next: { en: 'The bid is invalid and takes no part.', ar: 'العرض غير صالح ولا يدخل في التقييم.' },
  },
  BID_BODY_INVALID: {
    message: {
      en: 'The opened bid does not have the agreed shape at {where}.',
      ar: 'العرض المفتوح لا يطابق الصيغة المتفق عليها عند {where}.',
    },
    next: { en: 'The bid is invalid and takes no part.', ar: 'العرض غير صالح ولا يدخل في التقييم.' },
  },
  BID_NOT_WINNING: {
    message: {
      en: 'A policy can only be issued on a winning bid of the same insurer; this one is {state}.',
      ar: 'لا تصدر الوثيقة إلا على عرض فائز لشركة التأمين نفسها، وحالة هذا العرض {state}.',
    },
    next: { en: 'Check the bid of the agreement.', ar: 'تحقق من عرض الاتفاقية.' },
  },
  SEALING_KEY_NOT_RELEASED: {
    message: {
      en: 'The tender\'s sealing key has not been released, so its bids cannot be opened.',
      ar: 'لم يُفرج عن مفتاح ختم المنافسة، فلا يمكن فتح عروضها.',
    },
    next: { en: 'Ask for the opening with an independent witness first.', ar: 'اطلب فتح المظاريف بحضور شاهد مستقل أولًا.' },
  },
  COVER_OVERLAPS: {
    message: {
      en: 'The life is covered under another policy on these days; one mandatory cover at a time.',
      ar: 'الشخص مغطى بوثيقة أخرى في هذه الأيام، ولا يجتمع تأمينان إلزاميان.',
    },
    next: { en: 'End the other cover first, or choose a later date.', ar: 'أنهِ التغطية الأخرى أولًا أو اختر تاريخًا لاحقًا.' },
  },
  NOT_COVERED: {
    message: { en: 'The life is not covered under this policy on that date.', ar: 'الشخص غير مغطى بهذه الوثيقة في ذلك التاريخ.' },
    next: { en: 'Add the life first, or correct the date.', ar: 'أضف الشخص أولًا أو صحّح التاريخ.' },
  },
  ALREADY_COVERED: {
    message: {
      en: 'The life is already covered under this policy on that date or later.',
      ar: 'الشخص مغطى بهذه الوثيقة في ذلك التاريخ أو بعده.',
    },
    next: { en: 'Send CHANGE to change the class.', ar: 'أرسل حركة CHANGE لتغيير الفئة.' },
  },
  CLASS_NOT_RATED: {
    message: {
      en: 'The policy has no rate for class {policyClass} at this age, sex and status.',
      ar: 'لا تتضمن الوثيقة سعرًا للفئة {policyClass} لهذا العمر والجنس والصفة.',
    },
    next: { en: 'Choose a class of the lot.', ar: 'اختر فئة من فئات الحزمة.' },
  },
  EFFECTIVE_OUTSIDE_TERM: {
    message: {
      en: 'The effective date lies outside the policy\'s term, {from} to {to}.',
      ar: 'تاريخ النفاذ خارج مدة الوثيقة من {from} إلى {to}.',
    },
    next: { en: 'Choose a date within the term.', ar: 'اختر تاريخًا ضمن المدة.' },
  },
  RETRO_TERMINATION_TOO_OLD: {
    message: {
      en: 'Cover cannot be ended more than {days} days back.',
      ar: 'لا يمكن إنهاء التغطية بأثر رجعي يتجاوز {days} يومًا.',
    },
    next: { en: 'Choose a later date.', ar: 'اختر تاريخًا أحدث.' },
  },
  NOTHING_TO_REINSTATE: {
    message: {
      en: 'No cover of this life under this policy was ended, so none can be restored.',
      ar: 'لم تُنهَ تغطية لهذا الشخص بهذه الوثيقة حتى تُستعاد.',
    },
    next: { en: 'Send ADD to cover the life.', ar: 'أرسل حركة ADD لتغطية الشخص.' },
  },
  AUDIT_MATCH: {
    message: { en: 'Both sides hold the same about this life.', ar: 'بيانات الجانبين عن هذا الشخص متطابقة.' },
    next: { en: 'Nothing is to be done.', ar: 'لا يلزم أي إجراء.' },
  },
  AUDIT_DIFFERS: {
    message: {
      en: 'The insurer holds something else about this life\'s {what}.',
      ar: 'لدى شركة التأمين بيانات مختلفة عن هذا الشخص ({what}).',
    },
    next: { en: 'Send the line that sets it right.', ar: 'أرسل الحركة التي تصحح ذلك.' },
  },
  PAYMENT_ABOVE_DUE: {
    message: { en: 'The payment is more than the {due} that is due.', ar: 'المبلغ أكبر من المستحق وقدره {due}.' },
    next: { en: 'Pay at most what is due.', ar: 'ادفع المستحق على الأكثر.' },
  },
  CHANNEL_UNKNOWN: {
    message: { en: 'There is no such payment channel in this mode.', ar: 'لا توجد قناة سداد بهذا الرمز في هذا الوضع.' },
    next: { en: 'Choose one of paymentChannels.', ar: 'اختر إحدى القنوات في paymentChannels.' },
  },
  INVOICE_HAS_MONEY: {
    message: { en: 'Something was paid or credited on this invoice, so it is not taken back whole.', ar: 'سُدد من هذه الفاتورة أو خُصم منها شيء، فلا تُلغى كلها.' },
    next: { en: 'Correct it by an endorsement, which gives a credit note.', ar: 'صحّحها بملحق يصدر عنه إشعار دائن.' },
  },
  ACCOUNT_NOT_VERIFIED: {
    message: { en: 'The association\'s bank account is {state}; refunds go to a verified account alone.', ar: 'حالة الحساب البنكي للجمعية {state}، ولا يُرد المال إلا إلى حساب موثّق.' },
    next: { en: 'The association verifies its account with verifyIban.', ar: 'توثّق الجمعية حسابها عبر verifyIban.' },
  },
  PAYER_UNKNOWN: {
    message: { en: 'Nobody knows who paid this, so it cannot be given back.', ar: 'لا يُعرف من دفع هذا المبلغ، فلا يمكن رده.' },
    next: { en: 'Match it to the invoice it was meant for.', ar: 'طابقه مع الفاتورة المقصودة.' },
  },
} as const satisfies ErrorDefinitions;
