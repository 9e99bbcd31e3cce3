import type { ErrorDefinitions } from '../error-definition.ts';

/**
 * What can be wrong with a roster file or one of its lines. Values are limits, positions and line numbers only:
 * a report on a roster must be readable by people who may not read the roster.
 */
export const ROSTER_ERRORS = {
  ROSTER_EMPTY: {
    message: { en: 'The file has no lines.', ar: 'الملف لا يحتوي على أي سطر.' },
    next: { en: 'Upload a CSV file with a header line.', ar: 'ارفع ملف CSV يبدأ بسطر العناوين.' },
  },
  ROSTER_NOT_UTF8: {
    message: { en: 'Line {line} is not UTF-8 text.', ar: 'السطر {line} ليس نصا بترميز UTF-8.' },
    next: { en: 'Save the sheet as "CSV UTF-8" and upload it again.', ar: 'احفظ الجدول بصيغة «CSV UTF-8» ثم ارفعه من جديد.' },
  },
  ROSTER_TOO_MANY_LINES: {
    message: { en: 'The file has more than {limit} lines.', ar: 'الملف يتجاوز {limit} سطر.' },
    next: { en: 'Split it into several files, families kept together.', ar: 'قسمه إلى عدة ملفات مع إبقاء كل أسرة في ملف واحد.' },
  },
  ROSTER_HEADER_MISSING: {
    message: { en: 'The first line names no known column.', ar: 'السطر الأول لا يحتوي على أي عنوان معروف.' },
    next: { en: 'Begin the file with a header line, for example national_id.', ar: 'ابدأ الملف بسطر العناوين، مثل «رقم الهوية».' },
  },
  ROSTER_COLUMN_UNKNOWN: {
    message: { en: 'Column {position} has a header that is not known.', ar: 'عنوان العمود رقم {position} غير معروف.' },
    next: { en: 'Correct the header or remove the column.', ar: 'صحح العنوان أو احذف العمود.' },
  },
  ROSTER_COLUMN_REPEATED: {
    message: { en: 'Column {column} appears again at position {position}.', ar: 'العمود {column} مكرر في الموضع {position}.' },
    next: { en: 'Keep one of the two.', ar: 'أبق واحدا منهما فقط.' },
  },
  ROSTER_COLUMN_MISSING: {
    message: { en: 'Column {column} is missing.', ar: 'العمود {column} غير موجود.' },
    next: { en: 'Add the column; the cells that do not apply may stay empty.', ar: 'أضف العمود، ويمكن ترك الخلايا التي لا تنطبق فارغة.' },
  },
  ROSTER_LINE_TOO_LONG: {
    message: { en: 'The line is longer than {limit} bytes.', ar: 'السطر أطول من {limit} بايت.' },
    next: { en: 'Shorten it: one person a line.', ar: 'اختصره: شخص واحد في كل سطر.' },
  },
  ROSTER_LINE_MALFORMED: {
    message: { en: 'The quotation marks of the line do not match.', ar: 'علامات الاقتباس في السطر غير متطابقة.' },
    next: { en: 'Close every quoted cell on the same line.', ar: 'أغلق كل خلية مقتبسة في السطر نفسه.' },
  },
  ROSTER_CELL_COUNT: {
    message: { en: 'The line has {found} cells where the header has {expected}.', ar: 'في السطر {found} خلية بينما العناوين {expected}.' },
    next: { en: 'Check for a missing or an extra separator.', ar: 'تحقق من فاصلة ناقصة أو زائدة.' },
  },
  ROSTER_ID_FORMAT: {
    message: { en: 'The id must be 10 digits beginning with 1 or 2.', ar: 'يجب أن يكون الرقم من 10 خانات تبدأ بـ 1 أو 2.' },
    next: { en: 'Write the national id or the residence id without spaces.', ar: 'اكتب رقم الهوية الوطنية أو الإقامة دون مسافات.' },
  },
  ROSTER_ID_CHECK_DIGIT: {
    message: { en: 'The check digit of the id is wrong.', ar: 'خانة التحقق في الرقم غير صحيحة.' },
    next: { en: 'Compare it with the card: a digit is mistyped.', ar: 'قارن الرقم بالبطاقة، فإحدى الخانات مكتوبة خطأ.' },
  },
  ROSTER_ID_NATIONALITY: {
    message: {
      en: 'A number that begins with 1 belongs to a Saudi, with 2 to a resident of another nationality.',
      ar: 'الرقم الذي يبدأ بـ 1 لسعودي، والذي يبدأ بـ 2 لمقيم من جنسية أخرى.',
    },
    next: { en: 'Correct the nationality or the id.', ar: 'صحح الجنسية أو الرقم.' },
  },
  ROSTER_NAME_MISSING: {
    message: { en: 'The Arabic name is missing.', ar: 'الاسم بالعربية غير موجود.' },
    next: { en: 'Write the full name as on the card.', ar: 'اكتب الاسم الكامل كما في البطاقة.' },
  },
  ROSTER_NAME_NOT_ARABIC: {
    message: { en: 'The Arabic name has no Arabic letter.', ar: 'الاسم بالعربية لا يحتوي على حروف عربية.' },
    next: { en: 'Write it in Arabic; the English name has its own column.', ar: 'اكتبه بالعربية، وللاسم الإنجليزي عمود خاص.' },
  },
  ROSTER_NAME_INVALID: {
    message: {
      en: 'The name is longer than {limit} characters or holds characters that cannot be printed.',
      ar: 'الاسم أطول من {limit} حرف أو يحتوي على رموز لا تطبع.',
    },
    next: { en: 'Write the name as on the card.', ar: 'اكتب الاسم كما في البطاقة.' },
  },
  ROSTER_DATE_FORMAT: {
    message: { en: 'The date is missing or is not a day of the calendar.', ar: 'التاريخ غير موجود أو ليس يوما صحيحا.' },
    next: { en: 'Write it as YYYY-MM-DD, for example 1990-05-31.', ar: 'اكتبه بالشكل YYYY-MM-DD، مثل 1990-05-31.' },
  },
  ROSTER_DATE_HIJRI: {
    message: { en: 'The date looks like a Hijri date.', ar: 'يبدو أن التاريخ هجري.' },
    next: { en: 'Write the Gregorian date.', ar: 'اكتب التاريخ الميلادي.' },
  },
  ROSTER_BIRTH_IN_FUTURE: {
    message: { en: 'The birth date is in the future.', ar: 'تاريخ الميلاد في المستقبل.' },
    next: { en: 'Correct the birth date.', ar: 'صحح تاريخ الميلاد.' },
  },
  ROSTER_AGE_OVER_LIMIT: {
    message: { en: 'The birth date makes the person older than {limit} years.', ar: 'تاريخ الميلاد يجعل العمر أكبر من {limit} سنة.' },
    next: { en: 'Correct the birth date.', ar: 'صحح تاريخ الميلاد.' },
  },
  ROSTER_EMPLOYEE_AGE: {
    message: { en: 'An employee must be at least {limit} years old.', ar: 'يجب ألا يقل عمر الموظف عن {limit} سنة.' },
    next: { en: 'Correct the birth date or the relationship.', ar: 'صحح تاريخ الميلاد أو صلة القرابة.' },
  },
  ROSTER_SPOUSE_AGE: {
    message: { en: 'A spouse must be at least {limit} years old.', ar: 'يجب ألا يقل عمر الزوج أو الزوجة عن {limit} سنة.' },
    next: { en: 'Correct the birth date or the relationship.', ar: 'صحح تاريخ الميلاد أو صلة القرابة.' },
  },
  ROSTER_SEX: {
    message: { en: 'The sex must be M or F.', ar: 'يجب أن يكون الجنس ذكرا (M) أو أنثى (F).' },
    next: { en: 'Correct the cell.', ar: 'صحح الخلية.' },
  },
  ROSTER_NATIONALITY: {
    message: { en: 'The nationality is not a two-letter ISO 3166 code.', ar: 'الجنسية ليست رمزا من حرفين حسب ISO 3166.' },
    next: { en: 'Write for example SA, EG or IN.', ar: 'اكتب مثلا SA أو EG أو IN.' },
  },
  ROSTER_RELATIONSHIP: {
    message: { en: 'The relationship must be SELF, SPOUSE or CHILD.', ar: 'يجب أن تكون صلة القرابة SELF أو SPOUSE أو CHILD.' },
    next: {
      en: 'Employees are SELF; parents and siblings are not covered by the employer.',
      ar: 'الموظف SELF، ولا يشمل تأمين صاحب العمل الوالدين والإخوة.',
    },
  },
  ROSTER_POLICY_CLASS: {
    message: { en: 'The policy class must be VIP, A, B or C.', ar: 'يجب أن تكون فئة الوثيقة VIP أو A أو B أو C.' },
    next: { en: 'Correct the cell.', ar: 'صحح الخلية.' },
  },
  ROSTER_REGION: {
    message: { en: 'The region must be one of the 13 codes SA-01 to SA-14.', ar: 'يجب أن تكون المنطقة أحد الرموز الثلاثة عشر من SA-01 إلى SA-14.' },
    next: { en: 'Write for example SA-01 for Riyadh.', ar: 'اكتب مثلا SA-01 لمنطقة الرياض.' },
  },
  ROSTER_MARITAL_STATUS: {
    message: {
      en: 'The marital status must be SINGLE, MARRIED, DIVORCED, WIDOWED or empty.',
      ar: 'يجب أن تكون الحالة الاجتماعية SINGLE أو MARRIED أو DIVORCED أو WIDOWED أو فارغة.',
    },
    next: { en: 'Correct the cell.', ar: 'صحح الخلية.' },
  },
  ROSTER_WORKS: {
    message: { en: 'The column "works" takes Y, N or nothing.', ar: 'عمود «يعمل» يقبل Y أو N أو يبقى فارغا.' },
    next: { en: 'Correct the cell.', ar: 'صحح الخلية.' },
  },
  ROSTER_SUBSCRIBER_MISSING: {
    message: { en: 'A dependent needs the id of the employee.', ar: 'لا بد للتابع من رقم هوية الموظف.' },
    next: { en: 'Fill in the subscriber id.', ar: 'أدخل رقم هوية المشترك.' },
  },
  ROSTER_SUBSCRIBER_NOT_SELF: {
    message: { en: 'An employee is his own subscriber.', ar: 'الموظف هو المشترك الأساسي بنفسه.' },
    next: { en: 'Leave the subscriber id empty or repeat the own id.', ar: 'اترك رقم المشترك فارغا أو كرر رقم الموظف نفسه.' },
  },
  ROSTER_SUBSCRIBER_IS_SELF: {
    message: { en: 'A dependent cannot be his own subscriber.', ar: 'لا يكون التابع مشتركا أساسيا لنفسه.' },
    next: { en: 'Write the id of the employee.', ar: 'اكتب رقم هوية الموظف.' },
  },
  ROSTER_SUBSCRIBER_UNKNOWN: {
    message: {
      en: 'The employee is neither in this file nor on the roster.',
      ar: 'الموظف غير موجود في هذا الملف ولا في السجل.',
    },
    next: { en: 'Add the employee, or correct the subscriber id.', ar: 'أضف الموظف أو صحح رقم المشترك.' },
  },
  ROSTER_SUBSCRIBER_REJECTED: {
    message: { en: 'The employee was rejected on line {line}.', ar: 'رفض الموظف في السطر {line}.' },
    next: { en: 'Mend line {line} and upload both again.', ar: 'صحح السطر {line} ثم ارفع السطرين معا.' },
  },
  ROSTER_SUBSCRIBER_IS_DEPENDENT: {
    message: { en: 'The subscriber is a dependent on line {line}.', ar: 'المشترك مسجل تابعا في السطر {line}.' },
    next: { en: 'Write the id of the employee.', ar: 'اكتب رقم هوية الموظف.' },
  },
  ROSTER_EMPLOYEE_HAS_DEPENDENTS: {
    message: { en: 'The person is on the roster as an employee with dependents.', ar: 'الشخص مسجل موظفا وله تابعون.' },
    next: { en: 'Move the dependents to another employee first, then send this line again.', ar: 'انقل التابعين إلى موظف آخر أولا ثم أعد إرسال هذا السطر.' },
  },
  ROSTER_DUPLICATE: {
    message: { en: 'The same person is already on line {line}.', ar: 'الشخص نفسه مذكور في السطر {line}.' },
    next: { en: 'Remove one of the two lines.', ar: 'احذف أحد السطرين.' },
  },
  ROSTER_TWO_SUBSCRIBERS: {
    message: {
      en: 'The same person is on line {line} under another subscriber; a person has one cover at a time.',
      ar: 'الشخص نفسه في السطر {line} مع مشترك آخر، ولكل شخص تغطية واحدة في الوقت نفسه.',
    },
    next: { en: 'Keep the line of the cover that applies.', ar: 'أبق سطر التغطية المعتمدة فقط.' },
  },
  ROSTER_SON_OVER_AGE: {
    message: { en: 'A son is covered up to the age of {limit}.', ar: 'تشمل التغطية الأبناء الذكور حتى سن {limit}.' },
    next: { en: 'Remove the line.', ar: 'احذف السطر.' },
  },
  ROSTER_DAUGHTER_MARRIED: {
    message: { en: 'A married daughter is not covered as a dependent.', ar: 'لا تغطى البنت المتزوجة بصفتها تابعة.' },
    next: { en: 'Remove the line or correct the marital status.', ar: 'احذف السطر أو صحح الحالة الاجتماعية.' },
  },
  ROSTER_DAUGHTER_WORKS: {
    message: { en: 'A working daughter is covered by her own employer.', ar: 'البنت العاملة يغطيها صاحب عملها.' },
    next: { en: 'Remove the line or correct the column "works".', ar: 'احذف السطر أو صحح عمود «يعمل».' },
  },
  ROSTER_EFFECTIVE_TOO_EARLY: {
    message: { en: 'Cover may begin at most {limit} days back.', ar: 'لا يبدأ النفاذ قبل أكثر من {limit} يوما.' },
    next: { en: 'Choose a later effective date.', ar: 'اختر تاريخ نفاذ أقرب.' },
  },
  ROSTER_EFFECTIVE_TOO_LATE: {
    message: { en: 'Cover may begin at most {limit} days ahead.', ar: 'لا يبدأ النفاذ بعد أكثر من {limit} يوما.' },
    next: { en: 'Choose an earlier effective date, or send the line later.', ar: 'اختر تاريخا أقرب أو أرسل السطر لاحقا.' },
  },
  ROSTER_EFFECTIVE_BEFORE_BIRTH: {
    message: { en: 'Cover begins before the person is born.', ar: 'تاريخ النفاذ قبل تاريخ الميلاد.' },
    next: { en: 'Correct one of the two dates.', ar: 'صحح أحد التاريخين.' },
  },
  ROSTER_EFFECTIVE_BEFORE_EMPLOYMENT: {
    message: { en: 'Cover begins before the employment does.', ar: 'تاريخ النفاذ قبل بدء العمل.' },
    next: { en: 'Cover begins on the first day of work or later.', ar: 'يبدأ النفاذ من أول يوم عمل أو بعده.' },
  },
  ROSTER_EMPLOYMENT_TOO_LATE: {
    message: { en: 'The employment begins more than {limit} days ahead.', ar: 'يبدأ العمل بعد أكثر من {limit} يوما.' },
    next: { en: 'Send the line nearer to the first day of work.', ar: 'أرسل السطر عند اقتراب أول يوم عمل.' },
  },
  ROSTER_EMPLOYMENT_BEFORE_BIRTH: {
    message: { en: 'The employment begins before the person is born.', ar: 'تاريخ بدء العمل قبل تاريخ الميلاد.' },
    next: { en: 'Correct one of the two dates.', ar: 'صحح أحد التاريخين.' },
  },
  ROSTER_NEWBORN_EFFECTIVE: {
    message: {
      en: 'A child born in the last {limit} days is covered from the day of birth.',
      ar: 'المولود خلال آخر {limit} يوما تبدأ تغطيته من يوم ولادته.',
    },
    next: { en: 'Set the effective date to the birth date.', ar: 'اجعل تاريخ النفاذ هو تاريخ الميلاد.' },
  },
} as const satisfies ErrorDefinitions;

export type RosterErrorCode = keyof typeof ROSTER_ERRORS;
