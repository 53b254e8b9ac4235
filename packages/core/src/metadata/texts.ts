import type { Highlights } from '../description.ts';
import type { Metadata } from '../record.ts';
import { first, firstText, tagValue, textOf, type TagName } from './tag-values.ts';

type Texts = Pick<Highlights, 'title' | 'caption' | 'keywords' | 'software'>;

/** What was written about the picture. XMP first: it has neither EXIF's doubtful encodings nor IPTC's limits on length. */
export function readTexts(metadata: Metadata): Texts {
  return {
    title: firstText(metadata, ['XMP:Title', 'IPTC:ObjectName', 'EXIF:XPTitle', 'PNG:Title']),
    caption: first(CAPTION_TAGS, (tag) => caption(textOf(tagValue(metadata, tag)))),
    keywords: keywords(metadata),
    software: firstText(metadata, ['EXIF:Software', 'XMP:CreatorTool', 'PNG:Software', 'IPTC:OriginatingProgram']),
  };
}

const CAPTION_TAGS: readonly TagName[] = [
  'XMP:Description',
  'IPTC:Caption-Abstract',
  'EXIF:ImageDescription',
  'EXIF:XPComment',
  'PNG:Description',
];

/** What cameras write into every picture. */
const BOILERPLATE = /^(?:.{0,20}digital camera|sony dsc|dcim[\\/].*|exif_jpeg_picture|default|untitled|image|jpeg)$/i;

function caption(text: string | null): string | null {
  return text === null || BOILERPLATE.test(text) ? null : text;
}

const KEYWORD_TAGS: readonly (readonly [tag: TagName, separator: RegExp])[] = [
  ['XMP:Subject', /, /],
  ['IPTC:Keywords', /, /],
  ['EXIF:XPKeywords', /;/],
];

/** In `metadata` lists are joined by a comma and a space, so a keyword that itself holds one is taken for two. */
function keywords(metadata: Metadata): string[] {
  const all = KEYWORD_TAGS.flatMap(([tag, separator]) => (textOf(tagValue(metadata, tag)) ?? '').split(separator));
  return [...new Set(all.map((keyword) => keyword.trim()))].filter((keyword) => keyword !== '');
}
