/** JSON as it stands in a release. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

export type JsonObject = { readonly [field: string]: Json };

/** What a release of the Open Contracting Data Standard 1.1 tells about one contracting process at one moment. */
export interface Release extends JsonObject {
  readonly ocid: string;
  readonly id: string;
  readonly date: string;
  readonly tag: readonly string[];
  readonly initiationType: 'tender';
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
