/** How codes read in Arabic: kinds of things, states, steps and roles, of lives and of the audit trail. English is the code itself in words. */
const ARABIC: Readonly<Record<string, string>> = {
  // Kinds of things.
  TENDER: 'المنافسة', PROCUREMENT_PLAN: 'خطة الشراء', AWARD: 'الترسية', CALL_OFF: 'طلب الاستدعاء', ENROLLMENT_BATCH: 'دفعة التسجيل', ROSTER_IMPORT: 'استيراد السجل',
  BID: 'العرض', POLICY: 'الوثيقة', PRE_AUTHORIZATION: 'الموافقة المسبقة', INVOICE: 'الفاتورة', CREDIT_NOTE: 'الإشعار الدائن', PAYMENT: 'الدفعة المالية', SUSPENSE_CASE: 'مبلغ معلق',
  ACCREDITATION: 'الاعتماد', NO_OBJECTION: 'عدم الممانعة', SEALING_KEY: 'مفتاح الختم', COMPLAINT: 'التظلم', ELIGIBILITY_DECISION: 'قرار الأهلية', FINDING: 'الملاحظة', INSPECTION_CASE: 'قضية التفتيش',
  SUBGRAPH_REGISTRATION: 'تسجيل الخدمة', SUBGRAPH_VERSION: 'إصدار الخدمة',
  FRAMEWORK_AGREEMENT: 'الاتفاقية الإطارية', ENQUIRY: 'الاستفسار', BID_COMMITMENT: 'التزام العرض', BID_EVALUATION: 'تقييم العرض', ASSOCIATION: 'الجمعية', INSURER: 'شركة التأمين',
  LOT: 'جزء المنافسة', TENDER_RELEASE: 'الإصدار المنشور', RULE: 'القاعدة', PROVIDER_NETWORK: 'شبكة مقدمي الخدمة', INSURANCE_PLAN: 'خطة التأمين', ENROLLMENT_LINE: 'سطر التسجيل',
  COMPLIANCE_MODEL: 'نموذج الامتثال', COMPLIANCE_EVALUATION: 'تقييم الامتثال', AUDIT_ANCHOR: 'مرساة السجل',
  // Roles.
  COUNCIL: 'المجلس', ASSOCIATION_OFFICER: 'مسؤول الجمعية', INSURER_OFFICER: 'مسؤول شركة التأمين', REGULATOR: 'الجهة التنظيمية', REVIEW_BODY: 'جهة النظر في التظلمات',
  MEMBER: 'العضو', PARTNER: 'الشريك', SERVICE: 'جهة أخرى في البرنامج', TIMER: 'الجهة نفسها آليًا',
  // States.
  DRAFT: 'مسودة', POOLING: 'التجميع', POOL_FROZEN: 'التجميع مقفل', PUBLISHED: 'منشورة', BIDDING: 'تقديم العروض', OPENED: 'فُتحت العروض', EVALUATION: 'التقييم',
  AWARD_PROPOSED: 'ترسية مقترحة', STANDSTILL: 'فترة التوقف', AWARDED: 'تمت الترسية', CONTRACTED: 'تم التعاقد', ENROLLING: 'التسجيل جارٍ', COMPLETE: 'مكتمل', UNSUCCESSFUL: 'لم تنجح',
  CANCELLATION_PENDING: 'إلغاء قيد التنفيذ', CANCELLED: 'ملغاة', JOINED: 'منضمة', WITHDRAWN: 'منسحب', PENDING: 'قيد الانتظار', ACTIVE: 'سارٍ', ORDERED: 'مطلوبة', POLICY_ISSUED: 'صدرت الوثيقة',
  REFUSED: 'مرفوض', VALIDATED: 'تم التحقق', SUBMITTED: 'مرسل', RECALLED: 'مسترجع', ACCEPTED: 'مقبول', PARTIALLY_ACCEPTED: 'مقبول جزئيًا', REJECTED: 'مرفوض', APPLIED: 'مطبق', RECONCILED: 'تمت المطابقة',
  AWAITING_UPLOAD: 'بانتظار الرفع', RECEIVING: 'قيد الاستلام', INTERRUPTED: 'منقطع', EXPIRED: 'منتهٍ', SEALED: 'مختوم', INVALIDATED: 'أُبطل', REVEALED: 'مكشوف', INVALID: 'غير صالح',
  DISQUALIFIED: 'مستبعد', VALID: 'صالح', WINNING: 'فائز', LOST: 'غير فائز', ISSUED: 'صادر', SUSPENDED: 'موقوف', TERMINATED: 'منهي', RELEASED: 'أُفرج عنه', PARTIALLY_PAID: 'مدفوع جزئيًا', PAID: 'مدفوع',
  OVERDUE: 'متأخر', GRACE: 'مهلة السماح', POLICY_SUSPENDED: 'الوثيقة موقوفة', OPEN: 'مفتوح', SETTLED: 'مسوى', INITIATED: 'بدأت', AUTHORISED: 'مفوضة', CONFIRMED: 'مؤكدة', REFUNDED: 'مستردة', MATCHED: 'تمت مطابقته',
  UNDER_REVIEW: 'قيد المراجعة', INFO_REQUESTED: 'طُلبت معلومات', ACCREDITED: 'معتمد', CONDITIONAL: 'معتمد بشروط', DENIED: 'مرفوض', APPEALING: 'قيد الاعتراض', REVOKED: 'مسحوب', EXPIRING: 'يوشك على الانتهاء', RENEWED: 'مجدد', REINSTATED: 'معاد',
  GIVEN: 'ممنوح', OBJECTED: 'معترض عليه', FILED: 'مقدم', ADMISSIBLE: 'مقبول شكلًا', INADMISSIBLE: 'غير مقبول شكلًا', UPHELD: 'مؤيد', REMEDIED: 'تم التصحيح', NEEDS_PERSON: 'يحتاج إلى شخص', ELIGIBLE: 'مؤهل', NOT_ELIGIBLE: 'غير مؤهل',
  ANSWERED: 'أُجيب عنه', CLOSED: 'مغلق', ASSIGNED: 'مسند', ESCALATED: 'مصعد', REGISTERED: 'مسجل', PROVED: 'مثبت', PAUSED: 'متوقف مؤقتًا', CHECKED: 'مفحوص', CONFORMING: 'مطابق', NONCONFORMING: 'غير مطابق',
  APPROVED: 'موافق عليه', APPROVED_IN_PART: 'موافق عليه جزئيًا', ENDED: 'منتهٍ', DISCARDED: 'مهمل', RECEIVED: 'مستلم', PENDED: 'معلق', NOT_REQUIRED: 'غير لازم', USED: 'مستخدم', ADVANCED: 'متقدم', PENDED_FOR_INFORMATION: 'معلق لاستكمال المعلومات', PARTIAL: 'موافق عليه جزئيًا', QUEUED: 'في الانتظار', DEEMED_APPROVED: 'موافق عليه بالسكوت', AUTO_APPROVED: 'موافق عليه آليًا',
  STANDING: 'قائم', READING: 'قيد القراءة',
  // Steps.
  READ: 'قراءة بيانات شخصية', NOTE: 'كتابة ملاحظة', ASK: 'السؤال', CREATE: 'الإنشاء', DECIDE: 'اتخاذ القرار', DECLARE: 'الإقرار', ENACT: 'سنّ القاعدة', ENROLL: 'التسجيل', EVALUATE: 'التقييم',
  FILE: 'تقديم التظلم', INITIATE: 'البدء', ORDER: 'الطلب', PAY: 'السداد', PROPOSE: 'الاقتراح', PUT_DOWN: 'التدوين', REBUILD: 'إعادة البناء', RECORD: 'التسجيل في السجل', RECORD_DECISION: 'تدوين القرار',
  REGISTER: 'القيد', REQUEST: 'الطلب المبدئي', SEAL: 'الختم', SET_ASIDE: 'التنحية', VERIFY_IBAN: 'التحقق من الآيبان', VOID_REFUSED: 'رفض الإبطال', WRITE: 'الكتابة',
  OPEN_POOLING: 'فتح التجميع', FREEZE_POOL: 'إقفال التجميع', PUBLISH: 'النشر', START_BIDDING: 'بدء تقديم العروض', AMEND: 'التعديل', CLOSE_BIDDING: 'إقفال تقديم العروض', REQUEST_OPENING: 'طلب الفتح', WITNESS_OPENING: 'الشهادة على الفتح',
  START_EVALUATION: 'بدء التقييم', JUDGE_BID: 'الحكم على عرض', PROPOSE_AWARD: 'اقتراح الترسية', START_STANDSTILL: 'بدء فترة التوقف', CONFIRM_AWARD: 'تأكيد الترسية', FAIL_AWARDS: 'فشل الترسية', SIGN: 'التوقيع', CONTRACT: 'التعاقد',
  CANCEL: 'الإلغاء', CONFIRM_CANCELLATION: 'تأكيد الإلغاء', RETURN_TO_EVALUATION: 'الإعادة إلى التقييم', JOIN: 'الانضمام', WITHDRAW: 'السحب', COUNT: 'العد', ACTIVATE: 'التفعيل', FAIL: 'الإخفاق', ISSUE: 'الإصدار', REFUSE: 'الرفض',
  VALIDATE: 'التحقق', SUBMIT: 'الإرسال', RECALL: 'الاسترجاع', ACCEPT: 'القبول', ACCEPT_PARTLY: 'القبول الجزئي', REJECT: 'الرفض', APPLY: 'التطبيق', RECONCILE: 'المطابقة', EXCLUDE_LINE: 'استبعاد سطر', RECEIVE: 'الاستلام', INTERRUPT: 'الانقطاع', EXPIRE: 'الانتهاء',
  REPLACE: 'الاستبدال', INVALIDATE: 'الإبطال', REVEAL: 'الكشف', FIND_INVALID: 'الحكم بعدم الصلاحية', QUALIFY: 'التأهيل', DISQUALIFY: 'الاستبعاد', WIN: 'الفوز', LOSE: 'الخسارة', SUSPEND: 'الإيقاف', RESUME: 'الاستئناف', TERMINATE: 'الإنهاء',
  RELEASE: 'الإفراج', ADVANCE: 'التقدم', AUTO_APPROVE: 'الموافقة الآلية', PEND: 'التعليق', APPROVE: 'الموافقة', APPROVE_IN_PART: 'الموافقة الجزئية', WAIVE: 'عدم اللزوم', USE: 'الاستخدام', DEEM: 'الموافقة بالسكوت',
  BEGIN_GRACE: 'بدء مهلة السماح', PASS_DUE: 'تجاوز الاستحقاق', SETTLE: 'التسوية', SUSPEND_POLICY: 'إيقاف الوثيقة', TAKE_PART: 'أخذ جزء', APPLY_PART: 'تطبيق جزء', REFUND: 'الرد', AUTHORISE: 'التفويض', CONFIRM: 'التأكيد', MATCH: 'المطابقة', MATCH_PART: 'مطابقة جزء',
  ACCREDIT: 'الاعتماد', ACCREDIT_CONDITIONALLY: 'الاعتماد بشروط', ANSWER_INFORMATION: 'تقديم المعلومات', APPEAL: 'الاعتراض', DENY: 'رفض الاعتماد', REINSTATE: 'الإعادة', RENEW: 'التجديد', REQUEST_INFORMATION: 'طلب معلومات', REVOKE: 'السحب', START_REVIEW: 'بدء المراجعة',
  GIVE: 'المنح', OBJECT: 'الممانعة', ADMIT: 'القبول شكلًا', DECLARE_INADMISSIBLE: 'عدم القبول شكلًا', UPHOLD: 'التأييد', MARK_REMEDIED: 'إثبات التصحيح', FIND_ELIGIBLE: 'إثبات الأهلية', FIND_NOT_ELIGIBLE: 'نفي الأهلية',
  ANSWER: 'الإجابة', RESTATE: 'إعادة البيان', WORSEN: 'الاشتداد', CLOSE: 'الإغلاق', REOPEN: 'إعادة الفتح', ASSIGN: 'الإسناد', RETURN: 'الإرجاع', ESCALATE: 'التصعيد',
  PROVE: 'الإثبات', MOVE: 'نقل العنوان', PAUSE: 'الإيقاف المؤقت', PASS_CHECKS: 'اجتياز الفحوص', FAIL_CHECKS: 'عدم اجتياز الفحوص', PASS_CONFORMANCE: 'اجتياز المطابقة', FAIL_CONFORMANCE: 'عدم اجتياز المطابقة', END: 'الإنهاء', DISCARD: 'الإهمال',
};

/** Codes that name a state and a step: what is done does not read as how it stands afterwards. */
const ARABIC_STEPS: Readonly<Record<string, string>> = { OPEN: 'الفتح', COMPLETE: 'الإكمال' };

/** Any code as the list has it: `ProcurementPlan`, `roster import` and `no-objection` are words too. */
function wordsOf(code: string): string[] {
  return code.replaceAll(/([a-z])([A-Z])/g, '$1 $2').split(/[\s_-]+/).map((word) => word.toLowerCase());
}

/** How a code reads. A code without Arabic reads as its English; a test sees to it that there is none. */
export function titleOfCode(code: string): { readonly ar: string; readonly en: string } {
  const words = wordsOf(code);
  const en = words.join(' ');
  return { ar: ARABIC[words.join('_').toUpperCase()] ?? en, en: `${en[0]?.toUpperCase() ?? ''}${en.slice(1)}` };
}

/** How the code of a step reads. */
export function titleOfStep(code: string): { readonly ar: string; readonly en: string } {
  const title = titleOfCode(code);
  return { ...title, ar: ARABIC_STEPS[code] ?? title.ar };
}
