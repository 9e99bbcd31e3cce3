/**
 * The columns of a roster file, as partners write them. Order is free, and each has an Arabic name as well, so that
 * a sheet kept in Arabic uploads as it is.
 */
export const ROSTER_COLUMNS = {
  national_id: { ar: 'رقم الهوية', required: true },
  full_name_ar: { ar: 'الاسم بالعربية', required: true },
  full_name_en: { ar: 'الاسم بالإنجليزية', required: false },
  birth_date: { ar: 'تاريخ الميلاد', required: true },
  sex: { ar: 'الجنس', required: true },
  nationality: { ar: 'الجنسية', required: true },
  relationship: { ar: 'صلة القرابة', required: true },
  subscriber_national_id: { ar: 'رقم هوية المشترك', required: true },
  policy_class: { ar: 'فئة الوثيقة', required: true },
  region: { ar: 'المنطقة', required: true },
  employment_start: { ar: 'تاريخ بدء العمل', required: true },
  marital_status: { ar: 'الحالة الاجتماعية', required: false },
  effective_date: { ar: 'تاريخ النفاذ', required: true },
  works: { ar: 'يعمل', required: false },
} as const;

export type RosterColumn = keyof typeof ROSTER_COLUMNS;

export const ROSTER_COLUMN_NAMES = Object.keys(ROSTER_COLUMNS) as readonly RosterColumn[];
