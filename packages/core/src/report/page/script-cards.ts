/** One cluster as a card. */
export const cardsScript = String.raw`
const MEMBERS_AT_FIRST = 12;
const MEMBERS_MORE = 60;

/** @param {PageCluster} cluster @returns {HTMLElement} */
function cardOf(cluster) {
  const { number, members } = cluster;
  const title = 'cluster-' + number;
  const size = members.length > 3 ? 'many' : members.length;
  const list = element('ul', { class: 'members' });
  const card = element('article', { class: 'card', tabindex: -1, 'aria-labelledby': title, 'data-size': size });
  card.append(
    element(
      'div',
      { class: 'card-head' },
      element('h3', { id: title }, 'Cluster ' + number),
      element('p', {}, counted(members.length, 'image') + ', ' + formatBytes(freeableBytes(cluster)) + ' to free'),
      ...(cluster.is_leak ? [element('span', { class: 'badge badge-leak' }, 'Leak')] : []),
      button('Compare', { class: 'quiet', 'data-member': 1, 'aria-label': 'Compare the images of cluster ' + number }),
    ),
    list,
  );
  const more = button('');
  const drawMembers = (/** @type {number} */ end) => {
    list.append(
      ...members
        .slice(list.children.length, end)
        .map((member, index) => memberItem(cluster, list.children.length + index)),
    );
    const rest = members.length - list.children.length;
    more.textContent = 'Show ' + counted(Math.min(rest, MEMBERS_MORE), 'more image');
    more.hidden = rest <= 0;
  };
  drawMembers(MEMBERS_AT_FIRST);
  more.addEventListener('click', () => drawMembers(list.children.length + MEMBERS_MORE));
  if (!more.hidden) card.append(element('p', { class: 'more' }, more));
  card.addEventListener('click', (event) => openFromCard(event, cluster));
  return card;
}

/** @param {PageCluster} cluster @param {number} position @returns {HTMLLIElement} */
function memberItem({ members, reason }, position) {
  const member = members[position];
  const image = imageOf(member);
  const keep = imageOf(members[0]);
  const isKeep = position === 0;
  const label = isKeep
    ? image.file + ', the image to keep'
    : 'Compare ' + image.file + ': ' + differencesInWords(image, keep);
  const verdict = isKeep
    ? element('p', { class: 'verdict' }, element('span', { class: 'badge badge-keep' }, 'Keep'))
    : verdictOf(member);
  return element(
    'li',
    { class: 'member' },
    element(
      'button',
      { type: 'button', class: 'tile', 'data-member': Math.max(position, 1), 'aria-label': label },
      pictureOf(image),
      ...coverOn(member),
    ),
    verdict,
    nameOf(image),
    factsOf(image, keep),
    ...(isKeep ? [element('p', { class: 'reason' }, reason)] : []),
  );
}

/** @param {PageCluster} cluster @returns {number} */
function freeableBytes({ members }) {
  return totalBytes(members.slice(1));
}

/** @param {PageMember[]} members @returns {number} */
function totalBytes(members) {
  return members.reduce((sum, member) => sum + (imageOf(member).bytesize ?? 0), 0);
}

/** @param {MouseEvent} event @param {PageCluster} cluster */
function openFromCard(event, cluster) {
  const opener = event.target instanceof Element ? event.target.closest('button[data-member]') : null;
  if (opener instanceof HTMLButtonElement) openComparison(comparisonOf(cluster), Number(opener.dataset.member) - 1);
}
`;
