import { compileReleases } from './compile-releases.ts';
import { PUBLISHER } from './parties.ts';
import type { JsonObject, Release } from './release.ts';
import { versionReleases } from './version-releases.ts';

const EXTENSIONS = ['bid', 'lots'].map((name) => `https://raw.githubusercontent.com/open-contracting-extensions/ocds_${name}_extension/v1.1.5/extension.json`);

/** Releases as the standard wants them published: in a package that says who, when and by which rules. */
export function releasePackage(uri: string, releases: readonly Release[]): JsonObject {
  return { ...envelope(uri, releases), releases };
}

/** The record of a process: its releases by address, what they add up to, and every value each field ever had. */
export function recordPackage(uri: string, releases: readonly Release[], addressOf: (release: Release) => string): JsonObject {
  const [first] = releases as readonly [Release];
  return {
    ...envelope(uri, releases),
    records: [{
      ocid: first.ocid,
      releases: releases.map((release) => ({ url: `${addressOf(release)}#${release.id}`, date: release.date, tag: release.tag })),
      compiledRelease: compileReleases(releases),
      versionedRelease: versionReleases(releases),
    }],
  };
}

/** Dated by its newest release, so that a package that says the same is the same to the last byte. */
function envelope(uri: string, releases: readonly Release[]): JsonObject {
  return { uri, version: '1.1', extensions: EXTENSIONS, publishedDate: releases.at(-1)?.date ?? '', publisher: { name: PUBLISHER } };
}
