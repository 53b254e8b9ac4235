import type { Metadata } from '../record.ts';
import { isObject, objectsIn, ownValue, tagValue, textOf, type TagObject } from './tag-values.ts';

/** Whether the file holds a C2PA manifest, by the JUMBF boxes that ExifTool found. */
export function hasManifest(metadata: Metadata): boolean {
  return (
    /^c2pa\b/i.test(textOf(tagValue(metadata, 'JUMBF:JUMDLabel')) ?? '') ||
    (textOf(tagValue(metadata, 'JUMBF:JUMDType')) ?? '').startsWith('(c2pa)')
  );
}

/** The programs that the manifest names, the maker of its claim first, then those of its actions. */
export function claimedAgents(metadata: Metadata): string[] {
  const info = objectsIn(tagValue(metadata, 'JUMBF:Claim_generator_info')).map(nameAndVersion);
  const claim = [textOf(tagValue(metadata, 'JUMBF:Claim_generator')), ...info];
  const agents = manifestActions(metadata).map((action) => {
    const agent = ownValue(action, 'softwareAgent');
    return isObject(agent) ? nameAndVersion(agent) : textOf(agent);
  });
  return [...claim, ...agents].filter((name) => name !== null);
}

/** What the manifest says was done to the picture. */
export function manifestActions(metadata: Metadata): readonly TagObject[] {
  return objectsIn(tagValue(metadata, 'JUMBF:Actions'));
}

function nameAndVersion(agent: TagObject): string | null {
  const [name, version] = [textOf(ownValue(agent, 'name')), textOf(ownValue(agent, 'version'))];
  return name === null || version === null ? name : `${name} ${version}`;
}
