import { baseStyle } from './style-base.ts';
import { cardStyle } from './style-cards.ts';
import { controlStyle } from './style-controls.ts';
import { dialogStyle } from './style-dialogs.ts';
import { filterStyle } from './style-filters.ts';
import { laidStyle } from './style-laid.ts';
import { leakStyle } from './style-leaks.ts';
import { mediaStyle } from './style-media.ts';
import { frameStyle } from './style-page.ts';
import { pairStyle } from './style-pairs.ts';

/** The page's style sheet. It needs `light-dark()`: Chromium 123, Firefox 120, Safari 17.5. */
export const pageStyle = [
  baseStyle,
  controlStyle,
  frameStyle,
  leakStyle,
  pairStyle,
  filterStyle,
  cardStyle,
  laidStyle,
  dialogStyle,
  mediaStyle,
].join('');
