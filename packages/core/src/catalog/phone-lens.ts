import { lensNumbers, parseLensText } from './lens-text.ts';

/** Phones and tablets, and what they call their cameras in the languages they were seen in. */
const PHONE =
  /^(?:iPhone|iPad|iPod|Pixel|Galaxy|Samsung (?:Galaxy|SM-)|Xiaomi|Redmi|POCO|HUAWEI|HONOR|OnePlus|Nothing|moto)\b/i;
const CAMERA =
  /\b(?:back|front|rear|main|wide|ultra ?wide|tele(?:photo)?)\b.*\bcamera\b|摄像头|攝影機|相機|カメラ|카메라|kamera|cámara|câmera|caméra|fotocamera|камера/i;

/**
 * The camera of a phone, as the phone describes it, with numbers that can be read: "iPhone 12 Pro back triple camera 1.5399999618512084mm f/2.4" gives
 * "… 1.54mm f/2.4". Null where the text is no phone's.
 */
export function phoneLens(text: string): string | null {
  if (!PHONE.test(text) && !CAMERA.test(text)) return null;
  const parts = parseLensText(text);
  return parts ? `${parts.before} ${lensNumbers(parts)}${parts.after}` : text;
}
