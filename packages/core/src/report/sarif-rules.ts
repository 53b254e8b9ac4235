/** A kind of finding, as SARIF's reportingDescriptor (section 3.49). */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' | 'note' };
}

/** Ids of the findings; they are public and stay the same between versions. */
export type SarifRuleId = 'split-leak' | 'unreadable-image' | 'exact-duplicate' | 'near-duplicate' | 'same-scene';

export const SARIF_RULES: readonly (SarifRule & { readonly id: SarifRuleId })[] = [
  {
    id: 'split-leak',
    name: 'SplitLeak',
    shortDescription: { text: 'The same image stands in different splits' },
    fullDescription: {
      text: 'Two images of a dataset are duplicates of each other and stand in different splits, so what is measured on one split was seen in the other.',
    },
    help: { text: 'Move both images to one split, or remove one of them.' },
    defaultConfiguration: { level: 'error' },
  },
  {
    id: 'unreadable-image',
    name: 'UnreadableImage',
    shortDescription: { text: 'An image could not be read' },
    fullDescription: { text: 'The file could not be fetched or decoded, so it was compared with nothing.' },
    help: { text: 'Replace the file, or leave it out of the search.' },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'exact-duplicate',
    name: 'ExactDuplicate',
    shortDescription: { text: 'Two images are identical' },
    fullDescription: { text: 'Two files have the same bytes, or the same pixels with other metadata.' },
    help: { text: 'Keep one of the two images and refer to it from both places.' },
    defaultConfiguration: { level: 'warning' },
  },
  {
    id: 'near-duplicate',
    name: 'NearDuplicate',
    shortDescription: { text: 'Two images are versions of one picture' },
    fullDescription: {
      text: 'One image was made from the other: encoded again, resized, recoloured, turned, mirrored, cropped, framed or partly covered.',
    },
    help: { text: 'Compare the two images, and keep one of them if the other adds nothing.' },
    defaultConfiguration: { level: 'note' },
  },
  {
    id: 'same-scene',
    name: 'SameScene',
    shortDescription: { text: 'Two images are shots of one scene' },
    fullDescription: { text: 'Two photographs show the same scene a moment apart. They are alike, but no copies.' },
    help: { text: 'Keep both, unless one shot of the scene is enough.' },
    defaultConfiguration: { level: 'note' },
  },
];
