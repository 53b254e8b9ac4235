import type { Provenance } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { claimedAgents, hasManifest, manifestActions } from './c2pa-manifest.ts';
import { generatorParameters } from './generator-parameters.ts';
import { first, ownValue, tagValue, textOf, type TagName } from './tag-values.ts';

/** How the picture came to be, as the file says it; its manifest unchecked (that takes its bytes: see ManifestValidator). Never throws, whatever a stranger wrote into the tags. */
export function provenance(metadata: Metadata): Provenance {
  const remote = textOf(tagValue(metadata, 'XMP:Provenance'));
  return {
    c2pa: {
      present: hasManifest(metadata),
      validation: null,
      failures: [],
      signer: null,
      claim_generator: claimedAgents(metadata)[0] ?? null,
      remote_manifest_url: remote !== null && /^https?:\/\/\S+$/i.test(remote) ? remote : null,
    },
    digital_source_type: digitalSourceType(metadata),
    generator: generatorParameters(metadata),
  };
}

const SOURCE_TYPE_TAGS: readonly TagName[] = ['XMP:DigitalSourceType', 'XMP:DigitalSourceFileType'];

function digitalSourceType(metadata: Metadata): string | null {
  return (
    first(SOURCE_TYPE_TAGS, (tag) => sourceTypeTerm(tagValue(metadata, tag))) ??
    first(manifestActions(metadata), (action) => sourceTypeTerm(ownValue(action, 'digitalSourceType')))
  );
}

/** The term at the end of `http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia`. */
function sourceTypeTerm(value: MetadataValue): string | null {
  return (
    /^(?:https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/)?([A-Za-z]{1,60})$/.exec(textOf(value) ?? '')?.[1] ??
    null
  );
}
