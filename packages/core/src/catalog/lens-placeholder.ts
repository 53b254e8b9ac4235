import { parseLensText } from './lens-text.ts';

/** What cameras, adapters and programs write when they do not know the lens. */
const NOTHING =
  /^(?:[-*?._\s]+|n\/?a|nan|\(?none\)?|\(?null\)?|nil|unknown.*|undef.*|not (?:set|available|attached|defined).*|no (?:lens|data).*|manual lens.*|other lens.*|lens|lens ?model|default|\(?\d{1,5}\)?|adapter not attached)$/i;
/** "Sony E-mount, T-mount, Other Lens or no lens" is a choice of several, so it is none. */
const NO_LENS = /\bor (?:no|other) lens\b/i;

/** Whether a lens's name says only that there is none to say: "----", "N/A", "Unknown (255)", "0.0 mm f/0.0", "DT 0mm F0 SAM". */
export function isLensPlaceholder(text: string): boolean {
  if (NOTHING.test(text) || NO_LENS.test(text)) return true;
  const focal = parseLensText(text)?.focal;
  return focal?.[0] === 0 || (focal?.[0] === 1 && focal[1] === 1);
}
