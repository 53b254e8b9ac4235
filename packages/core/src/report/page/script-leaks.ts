/** The list of leaks. */
export const leaksScript = String.raw`
function drawLeaks() {
  drawPairs('leak', data.leaks, (leak) =>
    pairItem(leak, comparisonOfLeak(leak), [[leakBadge(leak.a_split)], [leakBadge(leak.b_split)]]),
  );
}

/** @param {string} split @returns {HTMLSpanElement} */
function leakBadge(split) {
  return element('span', { class: 'badge badge-leak' }, split);
}

/** @param {PageLeak} leak @returns {Comparison} */
function comparisonOfLeak({ a, b, a_split, b_split, words, laid }) {
  return {
    title: 'Leak between ' + a_split + ' and ' + b_split,
    first: data.images[a],
    firstLabel: a_split,
    firstBadge: 'badge-leak',
    others: [{ image: data.images[b], label: words, laid }],
    cluster: null,
  };
}
`;
