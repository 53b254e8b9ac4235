/** How elements of the page are found, and how it says what it did. */
export const noticesScript = String.raw`
/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error('No element #' + id);
  return found;
}

/** @type {number | undefined} */
let noticeTimer;

/** Says for a few seconds what was done, also to a screen reader. @param {string} text */
function notify(text) {
  byId('notice').textContent = text;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => byId('notice').replaceChildren(), 5000);
}
`;
