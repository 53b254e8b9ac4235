/** Lists of single pairs: what leaks and shots of one scene have in common. */
export const pairsScript = String.raw`
const PAIRS_AT_FIRST = 4;
const PAIRS_MORE = 50;

/**
 * Draws the first pairs of a list, and further ones when its button is pressed.
 * @template Pair
 * @param {string} name The ids are NAME-list and more-NAMEs-button.
 * @param {readonly Pair[]} pairs
 * @param {(pair: Pair) => HTMLLIElement} itemOf
 */
function drawPairs(name, pairs, itemOf) {
  if (pairs.length === 0) return;
  const list = byId(name + '-list');
  const more = byId('more-' + name + 's-button');
  const draw = (/** @type {number} */ end) => {
    list.append(...pairs.slice(list.children.length, end).map(itemOf));
    const rest = pairs.length - list.children.length;
    more.textContent = 'Show ' + counted(Math.min(rest, PAIRS_MORE), 'more ' + (name === 'leak' ? 'leak' : 'pair'));
    more.hidden = rest === 0;
  };
  more.addEventListener('click', () => draw(list.children.length + PAIRS_MORE));
  draw(PAIRS_AT_FIRST);
}

/**
 * @param {{ a: number, b: number, words: string }} pair
 * @param {Comparison} comparison
 * @param {readonly Node[][]} badges Of the first and of the second image.
 * @returns {HTMLLIElement}
 */
function pairItem({ a, b, words }, comparison, badges) {
  const compare = button('Compare', {
    class: 'quiet',
    'aria-label': 'Compare ' + data.images[a].file + ' and ' + data.images[b].file,
  });
  compare.addEventListener('click', () => openComparison(comparison, 0));
  return element(
    'li',
    { class: 'pair' },
    pairSide(data.images[a], badges[0]),
    element('span', { class: 'pair-arrow', 'aria-hidden': 'true' }, '↔'),
    pairSide(data.images[b], badges[1]),
    element('div', { class: 'pair-end' }, element('span', {}, words), compare),
  );
}

/** @param {PageImage} image @param {readonly Node[]} badges @returns {HTMLDivElement} */
function pairSide(image, badges) {
  const text = element('div', {}, ...badges, nameOf(image));
  return element('div', { class: 'pair-side' }, element('div', { class: 'tile' }, pictureOf(image)), text);
}
`;
