import type { SubgraphSdl } from '../../schema/tools/compose.ts';
import type { Composer } from '../composition/composer.ts';
import type { Admission } from './admission.ts';

export interface GraphAdmissionSettings {
  readonly composer: Pick<Composer, 'checkExtension'>;
  /** The programme's own part of the graph. */
  readonly base: readonly SubgraphSdl[];
  readonly conform: Admission['conform'];
}

/** A version is judged by the graph it would come into: the houses, and every extension that is in it by then. */
export function admissionByGraph({ composer, base, conform }: GraphAdmissionSettings): Admission {
  return {
    check: ({ insurerId, namespace, versionId, url, sdl, notice, active }) =>
      composer.checkExtension({ insurerId, namespace, version: versionId, url, sdl, notice }, base, active),
    conform,
  };
}
