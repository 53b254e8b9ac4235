/** The list of leaks. */
export const leaksScript = String.raw`
const LEAKS_AT_FIRST = 4;
const LEAKS_MORE = 50;

function drawLeaks() {
  if (data.leaks.length === 0) return;
  const list = byId('leak-list');
  const more = byId('more-leaks-button');
  const draw = (/** @type {number} */ end) => {
    list.append(...data.leaks.slice(list.children.length, end).map(leakItem));
    const rest = data.leaks.length - list.children.length;
    more.textContent = 'Show ' + counted(Math.min(rest, LEAKS_MORE), 'more leak');
    more.hidden = rest === 0;
  };
  more.addEventListener('click', () => draw(list.children.length + LEAKS_MORE));
  draw(LEAKS_AT_FIRST);
}

/** @param {PageLeak} leak @returns {HTMLLIElement} */
function leakItem(leak) {
  const compare = button('Compare', {
    class: 'quiet',
    'aria-label': 'Compare ' + data.images[leak.a].file + ' and ' + data.images[leak.b].file,
  });
  compare.addEventListener('click', () => openComparison(comparisonOfLeak(leak), 0));
  return element(
    'li',
    { class: 'leak' },
    leakSide(leak.a, leak.a_split),
    element('span', { class: 'leak-arrow', 'aria-hidden': 'true' }, '↔'),
    leakSide(leak.b, leak.b_split),
    element('div', { class: 'leak-end' }, element('span', {}, leak.words), compare),
  );
}

/** @param {number} index @param {string} split @returns {HTMLDivElement} */
function leakSide(index, split) {
  const image = data.images[index];
  const text = element('div', {}, element('span', { class: 'badge badge-leak' }, split), nameOf(image));
  return element('div', { class: 'leak-side' }, element('div', { class: 'tile' }, pictureOf(image)), text);
}
`;
