/** Runs in the head, before anything is drawn, so that a remembered theme does not flash. */
export const rememberedThemeScript = String.raw`
try {
  const theme = localStorage.getItem('pixelpeeper-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused in some frames and private windows: the page then follows the system.
}
`;

/** The button that switches between light and dark. */
export const themeScript = String.raw`
function startTheme() {
  byId('theme-button').addEventListener('click', () => {
    const systemTheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const theme = (document.documentElement.dataset.theme ?? systemTheme) === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    notify(theme === 'dark' ? 'Dark theme' : 'Light theme');
    try {
      localStorage.setItem('pixelpeeper-theme', theme);
    } catch {
      // Not remembered, but switched.
    }
  });
}
`;
