/** The keyboard: moving between clusters, and the dialog that lists the keys. */
export const keysScript = String.raw`
let currentCard = -1;

/** Makes a card the one that Tab reaches. @param {number} index */
function setCurrentCard(index) {
  const cards = byId('cards').children;
  for (const card of byId('cards').querySelectorAll('.card[tabindex="0"]')) card.setAttribute('tabindex', '-1');
  cards[index]?.setAttribute('tabindex', '0');
  currentCard = index;
}

/** @param {number} index */
function focusCard(index) {
  const card = byId('cards').children[index];
  if (!(card instanceof HTMLElement)) return;
  setCurrentCard(index);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: 'nearest' });
}

/** @param {number} by */
function moveCard(by) {
  const target = Math.min(Math.max(currentCard + by, 0), shown.length - 1);
  if (target >= byId('cards').children.length) drawMore(CARDS_A_PAGE);
  focusCard(target);
}

/** @type {Record<string, () => void>} */
const PAGE_KEYS = {
  j: () => moveCard(1),
  k: () => moveCard(-1),
  '/': () => searchField.focus(),
  '?': () => showKeys(),
};

/** Only while a card has the focus: elsewhere these keys scroll the page or press a button. @type {Record<string, () => void>} */
const CARD_KEYS = {
  ArrowDown: () => moveCard(1),
  ArrowUp: () => moveCard(-1),
  Enter: () => openComparison(comparisonOf(shown[currentCard]), 0),
};

/** @type {Record<string, () => void>} */
const COMPARISON_KEYS = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  j: () => stepCluster(1),
  k: () => stepCluster(-1),
};

/** @param {EventTarget | null} target @returns {Record<string, () => void>} */
function keysFor(target) {
  if (comparisonDialog.open) return COMPARISON_KEYS;
  if (document.querySelector('dialog[open]') || isTyping(target)) return {};
  const onCard = target instanceof Element && target.classList.contains('card');
  return onCard ? { ...PAGE_KEYS, ...CARD_KEYS } : PAGE_KEYS;
}

/** @param {EventTarget | null} target @returns {boolean} */
function isTyping(target) {
  return target instanceof Element && target.matches('input:not([type="checkbox"]), select, textarea');
}

function showKeys() {
  /** @type {HTMLDialogElement} */ (byId('keys')).showModal();
}

function startKeys() {
  byId('cards').addEventListener('focusin', (event) => {
    const card = event.target instanceof Element ? event.target.closest('.card') : null;
    if (card) setCurrentCard([...byId('cards').children].indexOf(card));
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const keys = keysFor(event.target);
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
}
`;
