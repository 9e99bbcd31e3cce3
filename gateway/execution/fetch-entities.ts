import type { FetchStep, Represent, Representation } from './compiled-plan.ts';
import { isMerged, objectsAt } from './merged-data.ts';
import type { Merged } from './merged-data.ts';
import { mergeAnswer } from './merge-answer.ts';
import { requestOf } from './running.ts';
import type { Running } from './running.ts';

/** One entity as the subgraph is told of it, and every object of merged data that it is. */
interface Told extends Representation {
  readonly objects: Set<Merged>;
}

/** Asks a subgraph for more of the entities at the path of a step, each entity once. */
export async function fetchEntities(step: FetchStep, represent: Represent, running: Running): Promise<void> {
  const { data, trouble, isConcrete } = running;
  const told = tellOnce(objectsAt(data, step.path), represent);
  if (told.length === 0) return;
  const everyone = new Set(told.flatMap(({ objects }) => [...objects]));
  try {
    const request = requestOf(step, running, told.map((entity) => entity.told));
    const { data: answered, errors = [] } = await running.ask(step.service, request);
    const withError = new Set<number>();
    for (const error of errors) {
      const index = error.path?.[0] === '_entities' ? error.path[1] : undefined;
      const entity = typeof index === 'number' ? told[index] : undefined;
      if (typeof index === 'number') withError.add(index);
      if (entity) trouble.tellOf(entity.objects, step, error, error.path?.slice(2) ?? []);
      else trouble.tell(everyone, step, error);
    }
    const entities = answered?._entities;
    if (!Array.isArray(entities) || entities.length !== told.length) {
      if (errors.length === 0) trouble.tell(everyone, step, null);
      return trouble.fail(everyone);
    }
    told.forEach(({ objects, withheld }, index) => {
      const entity: unknown = entities[index];
      if (!isMerged(entity)) {
        // Null without an error: this subgraph does not know it. What it lacks now is told when the answer is completed.
        if (withError.has(index)) trouble.fail(objects);
        return;
      }
      for (const key of withheld) delete entity[key];
      step.rewriteAnswer(entity);
      for (const object of objects) mergeAnswer(object, entity, step.composites, isConcrete);
    });
  } catch (error) {
    trouble.tell(everyone, step, error);
    trouble.fail(everyone);
  }
}

function tellOnce(entities: Iterable<Merged>, represent: Represent): Told[] {
  const told = new Map<string, Told>();
  for (const entity of entities) {
    const representation = represent(entity);
    if (representation === null) continue;
    const key = JSON.stringify(representation.told);
    const same = told.get(key);
    if (same) same.objects.add(entity);
    else told.set(key, { ...representation, objects: new Set([entity]) });
  }
  return [...told.values()];
}
