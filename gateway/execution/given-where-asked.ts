import { baseType, federationMetadata, isCompositeType, SelectionSet } from '@apollo/federation-internals';
import type { CompositeType, FieldDefinition, Selection } from '@apollo/federation-internals';

/*
 * When what a @requires needs, or a key on the way to it, can be asked by a fetch that runs anyway, the planner asks it
 * there, and takes any field that the subgraph's schema names for one it can ask. A field that is @external there is told
 * to the subgraph and not known by it, and one that itself has @requires would be made of nothing: the answer would be
 * wrong, without an error.
 */
const { canRebaseOn } = SelectionSet.prototype;

SelectionSet.prototype.canRebaseOn = function canBeAskedOf(this: SelectionSet, parent: CompositeType): boolean {
  return canRebaseOn.call(this, parent) && isGivenBy(this.selections(), parent);
};

function isGivenBy(selections: readonly Selection[], parent: CompositeType): boolean {
  return selections.every((selection) => {
    if (selection.kind === 'FragmentSelection') {
      const { typeCondition } = selection.element;
      const type = typeCondition ? parent.schema().type(typeCondition.name) : parent;
      return !type || !isCompositeType(type) || isGivenBy(selection.selectionSet.selections(), type);
    }
    const field = 'field' in parent ? parent.field(selection.element.name) as FieldDefinition<CompositeType> | undefined : undefined;
    if (!field) return true;
    const metadata = federationMetadata(parent.schema());
    if (metadata && (metadata.isFieldExternal(field) || field.hasAppliedDirective(metadata.requiresDirective()))) return false;
    const returned = baseType(field.type ?? parent);
    return !selection.selectionSet || !isCompositeType(returned) || isGivenBy(selection.selectionSet.selections(), returned);
  });
}
