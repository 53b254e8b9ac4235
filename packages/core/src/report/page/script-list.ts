/** Which clusters are shown, in which order, and how many of them are drawn. */
export const listScript = String.raw`
/** Cards drawn at once; the rest waits for the button, so ten thousand clusters open as fast as ten. */
const CARDS_A_PAGE = 60;
const CARDS_ON_PAPER = 500;

const filterForm = /** @type {HTMLFormElement} */ (byId('filters'));
const searchField = /** @type {HTMLInputElement} */ (filterForm.elements.namedItem('text'));
const searchTexts = new Map(data.clusters.map((cluster) => [cluster, searchText(cluster)]));

/** @type {PageCluster[]} The clusters that pass, sorted. */
let shown = [];
let filters = readFilters();

/** @typedef {{ text: string, kind: string, relation: string, split: string, sort: string, leaks: boolean }} Filters */

/** @returns {Filters} */
function readFilters() {
  const fields = new FormData(filterForm);
  const read = (/** @type {string} */ name) => String(fields.get(name) ?? '');
  return {
    text: searchField.value.trim().toLowerCase(),
    kind: read('kind'),
    relation: read('relation'),
    split: read('split'),
    sort: read('sort'),
    leaks: fields.has('leaks'),
  };
}

/** @param {PageCluster} cluster @returns {string} */
function searchText({ members }) {
  return members.map((member) => imageOf(member).source.toLowerCase()).join('\n');
}

/** @param {PageCluster} cluster @returns {boolean} */
function passes(cluster) {
  if (filters.leaks && !cluster.is_leak) return false;
  if (filters.split && !cluster.members.some((member) => imageOf(member).split === filters.split)) return false;
  if ((filters.kind || filters.relation) && !cluster.members.some(hasVerdict)) return false;
  return searchTexts.get(cluster)?.includes(filters.text) ?? false;
}

/** @param {PageMember} member @returns {boolean} */
function hasVerdict({ verdict }) {
  if (filters.kind && verdict?.kind !== filters.kind) return false;
  return !filters.relation || verdict?.relation === filters.relation;
}

/** The files beside the one to keep that match kind, relation and split. @param {PageCluster} cluster @returns {PageMember[]} */
function removable({ members }) {
  return members
    .slice(1)
    .filter((member) => hasVerdict(member) && (!filters.split || imageOf(member).split === filters.split));
}

/** @type {Record<string, (a: PageCluster, b: PageCluster) => number>} */
const ORDERS = {
  similar: (a, b) => b.similarity - a.similarity,
  different: (a, b) => a.similarity - b.similarity,
  size: (a, b) => b.members.length - a.members.length,
  freeable: (a, b) => freeableBytes(b) - freeableBytes(a),
  name: (a, b) => NAMES.compare(imageOf(a.members[0]).source, imageOf(b.members[0]).source),
};
const NAMES = new Intl.Collator('en', { numeric: true });

function applyFilters() {
  filters = readFilters();
  shown = data.clusters.filter(passes).sort(ORDERS[filters.sort]);
  byId('cards').replaceChildren();
  drawMore(CARDS_A_PAGE);
  byId('nothing').hidden = shown.length > 0;
  describeShown();
}

/** @param {number} count */
function drawMore(count) {
  const cards = byId('cards');
  const start = cards.children.length;
  cards.append(...shown.slice(start, start + count).map(cardOf));
  if (start === 0) cards.firstElementChild?.setAttribute('tabindex', '0');
  const rest = shown.length - cards.children.length;
  byId('more-button').hidden = rest === 0;
  byId('more-button').textContent = 'Show ' + counted(Math.min(rest, CARDS_A_PAGE), 'more cluster');
}

function describeShown() {
  const files = shown.flatMap(removable);
  const part = shown.length === data.clusters.length ? '' : shown.length.toLocaleString('en') + ' of ';
  byId('count').replaceChildren(
    element('strong', {}, part + counted(data.clusters.length, 'cluster')),
    ', ' + counted(files.length, 'file') + ' to remove, ' + formatBytes(totalBytes(files)) + ' to free',
  );
  /** @type {HTMLButtonElement} */ (byId('copy-button')).disabled = files.length === 0;
}

function startList() {
  filterForm.addEventListener('input', applyFilters);
  filterForm.addEventListener('submit', (event) => event.preventDefault());
  byId('more-button').addEventListener('click', () => {
    const next = byId('cards').children.length;
    drawMore(CARDS_A_PAGE);
    focusCard(next);
  });
  byId('reset-button').addEventListener('click', () => {
    filterForm.reset();
    applyFilters();
    searchField.focus();
  });
  addEventListener('beforeprint', () => drawMore(CARDS_ON_PAPER - byId('cards').children.length));
  applyFilters();
}
`;
