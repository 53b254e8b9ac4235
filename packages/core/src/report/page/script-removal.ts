/** The list of files to remove: copied, or shown to be copied by hand. */
export const removalScript = String.raw`
async function copyRemovalList() {
  const sources = shown.flatMap(removable).map((member) => imageOf(member).source);
  // A name with a line break would read as two names, and one of them may be a file that is to stay.
  const listed = sources.filter((source) => !/[\r\n]/.test(source));
  const leftOut = sources.length - listed.length;
  const missing = leftOut === 0 ? '' : ' Left out: ' + counted(leftOut, 'name') + ' with a line break.';
  const list = listed.map((source) => source + '\n').join('');
  try {
    await navigator.clipboard.writeText(list);
    notify('Copied ' + counted(listed.length, 'path') + '.' + missing);
  } catch {
    // Browsers refuse the clipboard to pages without permission, and some to all local files.
    showRemovalList(list, missing);
  }
}

/** @param {string} list @param {string} missing */
function showRemovalList(list, missing) {
  const area = /** @type {HTMLTextAreaElement} */ (byId('removal-list'));
  const key = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘C' : 'Ctrl+C';
  byId('removal-hint').textContent =
    'The browser does not let this page copy by itself. The list is selected: press ' + key + '.' + missing;
  area.value = list;
  /** @type {HTMLDialogElement} */ (byId('removal')).showModal();
  area.focus();
  area.select();
}

function startRemoval() {
  byId('copy-button').addEventListener('click', () => void copyRemovalList());
}
`;
