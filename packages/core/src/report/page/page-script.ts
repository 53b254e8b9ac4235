import { cardsScript } from './script-cards.ts';
import { clustersScript } from './script-clusters.ts';
import { comparisonScript } from './script-comparison.ts';
import { elementsScript } from './script-elements.ts';
import { imagesScript } from './script-images.ts';
import { keysScript } from './script-keys.ts';
import { laidScript } from './script-laid.ts';
import { leaksScript } from './script-leaks.ts';
import { listScript } from './script-list.ts';
import { noticesScript } from './script-notices.ts';
import { pairsScript } from './script-pairs.ts';
import { removalScript } from './script-removal.ts';
import { scenesScript } from './script-scenes.ts';
import { themeScript } from './script-theme.ts';

const startScript = String.raw`
startTheme();
byId('keys-button').addEventListener('click', showKeys);
drawLeaks();
drawScenes();
startList();
startComparison();
startClusters();
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
  laidScript,
  pairsScript,
  leaksScript,
  scenesScript,
  listScript,
  comparisonScript,
  clustersScript,
  removalScript,
  keysScript,
  themeScript,
  startScript,
].join('');

/** The script of a page that has shots of one scene, and no clusters. */
export const scenesPageScript = [
  noticesScript,
  elementsScript,
  imagesScript,
  laidScript,
  pairsScript,
  scenesScript,
  comparisonScript,
  themeScript,
  '\nstartTheme();\ndrawScenes();\nstartComparison();\n',
].join('');

/** The script of a page with neither, which has nothing to draw. */
export const emptyPageScript = [noticesScript, themeScript, '\nstartTheme();\n'].join('');
