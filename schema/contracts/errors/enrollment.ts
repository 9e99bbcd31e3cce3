import type { ErrorDefinitions } from '../error-definition.ts';

/** Associations, the upload of their rosters, and the enrollment of their lives. */
export const ENROLLMENT_ERRORS = {
  LICENSE_TAKEN: {
    message: { en: 'An association with this licence number is already registered.', ar: 'توجد جمعية مسجلة برقم الترخيص هذا.' },
    next: { en: 'Look it up by its licence number.', ar: 'ابحث عنها برقم الترخيص.' },
  },
  PURPOSE_NEEDED: {
    message: { en: 'Reading who a person is needs a purpose.', ar: 'لا تُقرأ بيانات هوية الأشخاص دون ذكر الغرض.' },
    next: { en: 'Send the purpose in the header x-wasq-purpose; it is kept on record.', ar: 'أرسل الغرض في الترويسة x-wasq-purpose، وسيُحفظ في السجل.' },
  },
  UPLOAD_ADDRESS_INVALID: {
    message: { en: 'This upload address is not one we gave.', ar: 'عنوان الرفع هذا لم يصدر عنا.' },
    next: { en: 'Ask for an address with requestRosterUpload and use it unchanged.', ar: 'اطلب عنوانا عبر requestRosterUpload واستخدمه كما هو.' },
  },
  UPLOAD_ADDRESS_EXPIRED: {
    message: { en: 'This upload address has expired.', ar: 'انتهت صلاحية عنوان الرفع هذا.' },
    next: { en: 'Ask for a new one with requestRosterUpload.', ar: 'اطلب عنوانا جديدا عبر requestRosterUpload.' },
  },
  UPLOAD_ADDRESS_USED: {
    message: { en: 'This upload address was used before: the import is {state}.', ar: 'سبق استخدام عنوان الرفع هذا، وحالة الاستيراد {state}.' },
    next: { en: 'Ask for a new one with requestRosterUpload.', ar: 'اطلب عنوانا جديدا عبر requestRosterUpload.' },
  },
  UPLOAD_METHOD: {
    message: { en: 'A file is sent to this address with PUT.', ar: 'يُرسل الملف إلى هذا العنوان بطريقة PUT.' },
    next: { en: 'Send the file as the body of one PUT request.', ar: 'أرسل الملف في متن طلب PUT واحد.' },
  },
  UPLOADS_BUSY: {
    message: { en: 'Too many files are arriving at this moment.', ar: 'عدد الملفات الواردة الآن أكبر من المسموح.' },
    next: { en: 'Send the file to the same address again in a minute.', ar: 'أعد إرسال الملف إلى العنوان نفسه بعد دقيقة.' },
  },
  ROSTER_IMPORT_RUNNING: {
    message: { en: 'Another file for this association is arriving.', ar: 'يجري استقبال ملف آخر لهذه الجمعية.' },
    next: { en: 'Send this one to the same address when the other has ended.', ar: 'أرسل هذا الملف إلى العنوان نفسه بعد انتهاء الآخر.' },
  },
  IMPORT_INTERRUPTED: {
    message: { en: 'The file broke off before its end.', ar: 'انقطع استقبال الملف قبل نهايته.' },
    next: { en: 'Send the whole file again through a new address; what was kept stays and is not doubled.', ar: 'أعد إرسال الملف كاملا عبر عنوان جديد، وما حُفظ يبقى ولا يتكرر.' },
  },
  POLICY_NOT_ISSUED: {
    message: { en: 'The policy of this call-off is not issued yet.', ar: 'لم تصدر وثيقة أمر الإسناد هذا بعد.' },
    next: { en: 'Wait until the insurer has issued it.', ar: 'انتظر حتى تصدرها شركة التأمين.' },
  },
  LINES_UNDECIDED: {
    message: { en: '{count} lines have no eligibility decision yet.', ar: 'لم يُبتّ في أهلية {count} من الأسطر بعد.' },
    next: { en: 'Wait for the decisions, or leave the lines out with excludeEnrollmentLine.', ar: 'انتظر القرارات أو استبعد الأسطر عبر excludeEnrollmentLine.' },
  },
  NOTHING_TO_SEND: {
    message: { en: 'No line of this batch is eligible.', ar: 'لا يوجد سطر مؤهل في هذه الدفعة.' },
    next: { en: 'See the problem of each line.', ar: 'راجع مشكلة كل سطر.' },
  },
  RECALL_TOO_LATE: {
    message: { en: 'The insurer has begun to answer.', ar: 'بدأت شركة التأمين بالرد على الدفعة.' },
    next: { en: 'Send a new batch that undoes what must be undone.', ar: 'أرسل دفعة جديدة تعكس ما يلزم عكسه.' },
  },
  LINE_ALREADY_SENT: {
    message: { en: 'The line is {state} and can no longer be left out.', ar: 'حالة السطر {state} ولا يمكن استبعاده.' },
    next: { en: 'See availableActions of the batch.', ar: 'راجع availableActions للدفعة.' },
  },
  NOT_ELIGIBLE: {
    message: { en: 'Rule {rule} does not allow this line.', ar: 'لا تجيز القاعدة {rule} هذا السطر.' },
    next: { en: 'The decision names the facts; correct the roster or leave the line out.', ar: 'يذكر القرار الوقائع؛ صحح السجل أو استبعد السطر.' },
  },
  NOT_ELIGIBLE_BY_PERSON: {
    message: { en: 'A person at the regulator decided against this line.', ar: 'قرر موظف الجهة التنظيمية عدم أهلية هذا السطر.' },
    next: { en: 'The decision gives the reason; leave the line out or mend what it names.', ar: 'يذكر القرار السبب؛ استبعد السطر أو صحح ما يرد فيه.' },
  },
  LINE_UNDECIDABLE: {
    message: { en: 'The regulator cannot decide this line ({reason}).', ar: 'يتعذر على الجهة التنظيمية البت في هذا السطر ({reason}).' },
    next: { en: 'Correct the roster and send the line in a new batch.', ar: 'صحح السجل وأرسل السطر في دفعة جديدة.' },
  },
  DECISION_NEEDS_PERSON: {
    message: { en: 'The facts do not decide this line; the regulator will.', ar: 'الوقائع لا تحسم هذا السطر وسيُبتّ فيه لدى الجهة التنظيمية.' },
    next: { en: 'Wait, or leave the line out and send the rest.', ar: 'انتظر أو استبعد السطر وأرسل البقية.' },
  },
  BATCH_WAITS_FOR_SOURCE: {
    message: { en: 'Waiting for {source}; it goes on by itself.', ar: 'بانتظار {source}، وستُستكمل تلقائيا.' },
    next: { en: 'Nothing needs to be done.', ar: 'لا يلزم أي إجراء.' },
  },
  BATCH_WAITS_FOR_PERSON: {
    message: { en: '{count} lines wait for a person at the regulator.', ar: 'ينتظر {count} من الأسطر قرار موظف لدى الجهة التنظيمية.' },
    next: { en: 'Leave them out to send the rest now.', ar: 'استبعدها لإرسال البقية الآن.' },
  },
  INSURER_REFUSED_LINE: {
    message: { en: 'The insurer refused the line ({reason}): {sentence}', ar: 'رفضت شركة التأمين السطر ({reason}): {sentence}' },
    next: { en: 'Correct it and send it in a new batch.', ar: 'صححه وأرسله في دفعة جديدة.' },
  },
} as const satisfies ErrorDefinitions;
