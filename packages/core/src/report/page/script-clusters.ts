/** A cluster in the comparison dialog. */
export const clustersScript = String.raw`
/** @param {PageCluster} cluster @returns {Comparison} */
function comparisonOf(cluster) {
  return {
    title: 'Cluster ' + cluster.number,
    first: imageOf(cluster.members[0]),
    firstLabel: 'Keep',
    firstBadge: 'badge-keep',
    others: cluster.members.slice(1).map((member) => ({
      image: imageOf(member),
      label: verdictInWords(member),
      laid: member.verdict?.via === null ? member.verdict.laid : null,
    })),
    cluster,
  };
}

/** @param {PageMember} member @returns {string} */
function verdictInWords({ verdict }) {
  if (!verdict) return 'In the same cluster';
  return verdict.kind === 'exact' ? verdict.words : verdict.words + ', ' + verdict.percent + ' similar';
}

/** Goes on to the cluster before or after, as j and k do on the page. @param {number} by */
function stepCluster(by) {
  if (!opened?.comparison.cluster) return;
  const index = shown.indexOf(opened.comparison.cluster) + by;
  if (index < 0 || index >= shown.length) return;
  if (index >= byId('cards').children.length) drawMore(CARDS_A_PAGE);
  setCurrentCard(index);
  openComparison(comparisonOf(shown[index]), 0);
}

/** The card of the cluster that was compared last has the focus again. */
function startClusters() {
  comparisonDialog.addEventListener('close', () => {
    if (opened?.comparison.cluster) focusCard(shown.indexOf(opened.comparison.cluster));
  });
}
`;
