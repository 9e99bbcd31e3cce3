import { Kind, print } from 'graphql';
import type { FieldDefinitionNode, ObjectTypeDefinitionNode, ObjectTypeExtensionNode } from 'graphql';
import { ownerIn } from './base-graph.ts';
import { strangerOf } from './classify.ts';
import type { GovernanceContext } from './classify.ts';
import { argumentsOf, judgeDirectives } from './judge-directives.ts';
import { judgeOwnField, tooMany } from './judge-own.ts';
import { MOST, OPENED } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** An entity opened to extensions, in all the parts in which it was sent: its key, and beside it nothing but fields of the sender's namespace. */
export function judgeOpened(name: string, nodes: readonly ObjectNode[], context: GovernanceContext): Violation[] {
  const key = OPENED.get(name);
  const owner = ownerIn(context.base, name) ?? PROGRAMME;
  if (!key) return [violation('foreign-type', owner, name)];
  const fields = nodes.flatMap((node) => node.fields ?? []);
  const expected = key.join(' ');

  const keys = nodes.flatMap((node) => node.directives ?? []).filter((directive) => directive.name.value === 'key');
  const given = keys.map((directive) => argumentsOf(directive));
  const isRight = given.length === 1 && given.every((each) => Object.keys(each).length === 1 && sameFields(each.fields, key));
  const declared = key.every((each) => fields.some((field) => field.name.value === each));
  return [
    ...(isRight && declared ? [] : [violation('key', owner, name, { expected })]),
    ...nodes.flatMap((node) => judgeNode(node)),
    ...tooMany('fields', fields, MOST.fields, name),
    ...fields.flatMap((field) => judgeField(field)),
  ];

  function judgeNode(node: ObjectNode): Violation[] {
    const description = node.kind === Kind.OBJECT_TYPE_DEFINITION ? node.description?.value : undefined;
    return [
      ...judgeDirectives(node.directives, 'opened type', name, owner),
      ...(node.interfaces ?? []).map((each) => violation('membership', owner, name, { type: each.name.value })),
      ...judgeDescription(description, context.base.get(name)?.descriptions ?? [], name, owner),
    ];
  }

  function judgeField(field: FieldDefinitionNode): Violation[] {
    const written = field.name.value;
    const coordinate = `${name}.${written}`;
    const known = context.base.get(name)?.fields.get(written);
    if (known && key?.includes(written)) {
      const isSame = print(field.type) === known.type && (field.arguments ?? []).length === 0;
      return [
        ...(isSame ? [] : [violation('foreign-field', owner, coordinate)]),
        ...judgeDirectives(field.directives, 'key field', coordinate, owner),
        ...judgeDescription(field.description?.value, known.descriptions, coordinate, owner),
      ];
    }
    if (written.startsWith(`${context.namespace}_`) && !known) {
      // A null where none may be takes the whole entity with it, and with it what everybody else says of it.
      const mustHave = field.type.kind === Kind.NON_NULL_TYPE ? [violation('nullable', owner, coordinate)] : [];
      return [...mustHave, ...judgeOwnField(name, field, 'field on an opened type', context)];
    }
    const ofField = known ? ownerIn(context.base, name, written) ?? owner : null;
    const stranger = strangerOf(written, context);
    return [
      ofField !== null ? violation('foreign-field', ofField, coordinate)
        : stranger.kind === 'squatted' ? violation('squatting', stranger.owner, coordinate, { name: written, namespace: context.namespace })
          : violation('namespace', stranger.owner, coordinate, { name: written, namespace: context.namespace }),
      ...judgeDirectives(field.directives, 'key field', coordinate, ofField ?? stranger.owner),
    ];
  }
}

/** What a text of somebody else's may be repeated as: not at all, or as it is. */
export function judgeDescription(given: string | undefined, known: readonly string[], coordinate: string, owner: string): Violation[] {
  return given === undefined || known.includes(given) ? [] : [violation('description', owner, coordinate)];
}

function sameFields(written: unknown, key: readonly string[]): boolean {
  const names = typeof written === 'string' ? written.split(/[\s,]+/).filter(Boolean) : [];
  return names.length === key.length && key.every((name) => names.includes(name));
}
