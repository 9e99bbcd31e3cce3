import { FLAG_TITLES } from '../domain/red-flags/flag-titles.ts';
import type { Group } from '../domain/red-flags/flag.ts';
import type { RedFlagGroup, RedFlagResolvers } from './types.generated.ts';

const GROUP: Readonly<Record<Group, RedFlagGroup>> = { OCID: 'OCID', Buyer: 'BUYER', ProcuringEntity: 'PROCURING_ENTITY', Tenderer: 'TENDERER' };

export const RedFlag: RedFlagResolvers = {
  title: ({ code }) => FLAG_TITLES[code],
  group: ({ group }) => GROUP[group],
  inputs: ({ inputs }) => [...inputs],
  steps: ({ steps }) => [...steps],
  computedAt: ({ computedAt }) => computedAt.toISOString(),
  overReleases: ({ overReleases }) => [...overReleases],
};
