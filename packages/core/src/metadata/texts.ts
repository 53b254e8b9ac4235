import type { Highlights } from '../description.ts';
import type { Metadata } from '../record.ts';
import { readKeywords } from './keywords.ts';
import { first, firstText, tagValue, textOf, type TagName } from './tag-values.ts';

type Texts = Pick<Highlights, 'title' | 'caption' | 'keywords' | 'software'>;

/** What was written about the picture. XMP first: it has neither EXIF's doubtful encodings nor IPTC's limits on length. */
export function readTexts(metadata: Metadata): Texts {
  return {
    title: firstText(metadata, ['XMP:Title', 'IPTC:ObjectName', 'EXIF:XPTitle', 'PNG:Title']),
    caption: first(CAPTION_TAGS, (tag) => caption(textOf(tagValue(metadata, tag)))),
    keywords: readKeywords(metadata),
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
