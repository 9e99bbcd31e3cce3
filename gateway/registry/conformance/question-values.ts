import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';
import type { GraphQLField, GraphQLInputType } from 'graphql';

/** What arguments are given: about nobody. */
export interface QuestionSubject {
  readonly insurerId: string;
  readonly id: string;
  readonly day: string;
}

/** The names and enum values in the inputs of a field, as coordinates: `EnrolledLineInput.sex`, `Sex.FEMALE`. */
export function inputCoordinates({ args }: GraphQLField<unknown, unknown>): { readonly fields: readonly string[]; readonly values: readonly string[] } {
  const [fields, values] = [new Set<string>(), new Set<string>()];
  const walk = (type: GraphQLInputType): void => {
    const named = getNamedType(type);
    for (const value of valuesIn(named)) values.add(`${named.name}.${value}`);
    if (!isInputObjectType(named)) return;
    for (const field of Object.values(named.getFields())) {
      const coordinate = `${named.name}.${field.name}`;
      if (!fields.has(coordinate)) {
        fields.add(coordinate);
        walk(field.type);
      }
    }
  };
  for (const { type } of args) walk(type);
  return { fields: [...fields], values: [...values] };
}

/**
 * A value of a type that names every input field and, in a list of inputs, every enum value; `without` is a coordinate
 * that does not occur in it.
 */
export function valueOf(type: GraphQLInputType, name: string, subject: QuestionSubject, without?: string, place = 0): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return Array.from({ length: variantsOf(nullable) }, (_, index) => valueOf(nullable.ofType as GraphQLInputType, name, subject, without, index));
  }
  if (isInputObjectType(nullable)) {
    return Object.fromEntries(Object.values(nullable.getFields())
      .filter((field) => `${nullable.name}.${field.name}` !== without)
      .map((field) => [field.name, valueOf(field.type, field.name, subject, without, place)]));
  }
  if (isEnumType(nullable)) {
    const values = valuesIn(nullable).filter((value) => `${nullable.name}.${value}` !== without);
    return values[place % values.length];
  }
  switch (nullable.name) {
    case 'Date': return subject.day;
    case 'DateTime': return `${subject.day}T00:00:00Z`;
    case 'Decimal': return '1.00';
    case 'Int': case 'Float': return 1;
    case 'Boolean': return false;
    default: return name === 'insurerId' ? subject.insurerId : subject.id;
  }
}

/** As many items as the longest enum in an item has values. */
function variantsOf(type: GraphQLInputType): number {
  const named = getNamedType(type);
  return isInputObjectType(named) ? Math.max(1, ...Object.values(named.getFields()).map((field) => valuesIn(field.type).length)) : 1;
}

function valuesIn(type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  return isEnumType(named) ? named.getValues().map(({ name }) => name) : [];
}
