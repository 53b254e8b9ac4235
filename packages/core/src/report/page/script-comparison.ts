/** The dialog that shows two images large and side by side. */
export const comparisonScript = String.raw`
/**
 * One image against others.
 * @typedef {object} Comparison
 * @property {string} title
 * @property {PageImage} first
 * @property {string} firstLabel
 * @property {string} firstBadge The class of its badge.
 * @property {{ image: PageImage, label: string, laid: LaidView | null }[]} others
 * @property {PageCluster | null} cluster
 */

const comparisonDialog = /** @type {HTMLDialogElement} */ (byId('comparison'));
/** @type {{ comparison: Comparison, position: number } | null} */
let opened = null;

/** @param {Comparison} comparison @param {number} position */
function openComparison(comparison, position) {
  opened = { comparison, position };
  drawComparison();
  if (!comparisonDialog.open) comparisonDialog.showModal();
}

/** @param {number} by */
function step(by) {
  if (!opened) return;
  const last = opened.comparison.others.length - 1;
  opened.position = Math.min(Math.max(opened.position + by, 0), last);
  drawComparison();
}

function drawComparison() {
  if (!opened) return;
  const { comparison, position } = opened;
  const { first, firstLabel, firstBadge, others, title } = comparison;
  const { image, label, laid } = others[position];
  byId('comparison-title').textContent = title;
  byId('step').textContent = position + 1 + ' of ' + others.length;
  byId('steps').hidden = others.length < 2;
  /** @type {HTMLButtonElement} */ (byId('previous-button')).disabled = position === 0;
  /** @type {HTMLButtonElement} */ (byId('next-button')).disabled = position === others.length - 1;
  const badge = element('span', { class: 'badge ' + firstBadge }, firstLabel);
  const reason = comparison.cluster ? [element('p', { class: 'reason' }, comparison.cluster.reason)] : [];
  byId('comparison-body').replaceChildren(
    element('div', { class: 'sides' }, side(first, badge, ...reason), side(image, label)),
    ...laidTogether(first, image, laid),
    factTable(first, image, firstLabel),
  );
}

/** @param {PageImage} image @param {Node | string} heading @param {...Node} rest @returns {HTMLElement} */
function side(image, heading, ...rest) {
  const caption = element('figcaption', {}, element('p', { class: 'verdict' }, heading), nameOf(image), ...rest);
  return element('figure', { class: 'side' }, element('div', { class: 'tile' }, pictureOf(image)), caption);
}

/** @param {PageImage} first @param {PageImage} second @param {string} firstLabel @returns {HTMLTableElement} */
function factTable(first, second, firstLabel) {
  const rows = FACTS.flatMap(({ label, absent, read }) => {
    const [one, two] = [read(first), read(second)];
    if (one === null && two === null) return [];
    const mark = one === two ? (two ?? absent) : element('span', { class: 'differs', title: 'Differs' }, two ?? absent);
    return [
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, label),
        element('td', {}, one ?? absent),
        element('td', {}, mark),
      ),
    ];
  });
  const columns = ['Fact', firstLabel, 'The other'].map((text) =>
    element('th', { scope: 'col' }, element('span', { class: 'unseen' }, text)),
  );
  const head = element('thead', {}, element('tr', {}, ...columns));
  return element('table', { class: 'compared' }, head, element('tbody', {}, ...rows));
}

function startComparison() {
  byId('previous-button').addEventListener('click', () => step(-1));
  byId('next-button').addEventListener('click', () => step(1));
}
`;
