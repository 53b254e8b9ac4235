/** The list of shots of one scene. */
export const scenesScript = String.raw`
function drawScenes() {
  drawPairs('scene', data.scenes, (scene) => pairItem(scene, comparisonOfScene(scene), [[], []]));
}

/** @param {PageScene} scene @returns {Comparison} */
function comparisonOfScene({ a, b, words, laid }) {
  return {
    title: 'Same scene, not copies',
    first: data.images[a],
    firstLabel: 'One shot',
    firstBadge: '',
    others: [{ image: data.images[b], label: words, laid }],
    cluster: null,
  };
}
`;
