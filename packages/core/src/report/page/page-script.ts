import { cardsScript } from './script-cards.ts';
import { comparisonScript } from './script-comparison.ts';
import { elementsScript } from './script-elements.ts';
import { imagesScript } from './script-images.ts';
import { keysScript } from './script-keys.ts';
import { leaksScript } from './script-leaks.ts';
import { listScript } from './script-list.ts';
import { noticesScript } from './script-notices.ts';
import { removalScript } from './script-removal.ts';
import { themeScript } from './script-theme.ts';

const startScript = String.raw`
startTheme();
byId('keys-button').addEventListener('click', showKeys);
drawLeaks();
startList();
startComparison();
startRemoval();
startKeys();
`;

/**
 * The page's script, one JavaScript module without imports. It is kept as text and not as functions that are turned into text,
 * because a compiler, a minifier or a coverage tool may change functions in ways that work only where they stand.
 * page-script.test.ts checks it with the TypeScript compiler, against the types of page-data.ts.
 */
export const pageScript = [
  noticesScript,
  elementsScript,
  imagesScript,
  cardsScript,
  leaksScript,
  listScript,
  comparisonScript,
  removalScript,
  keysScript,
  themeScript,
  startScript,
].join('');

/** The script of a page without clusters, which has nothing to draw. */
export const emptyPageScript = [noticesScript, themeScript, '\nstartTheme();\n'].join('');
