const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#13;',
};

/** Text for HTML: between tags, or in an attribute in double or single quotes. A parser would read a bare carriage return as a line feed. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"'\r]/g, (character) => ENTITIES[character]!);
}

/**
 * A value as JSON that can stand in a `<script>` element: no `<` means no `</script>` and no `<!--`, whatever the strings
 * hold (HTML Standard, "Restrictions for contents of script elements"). U+2028 and U+2029 are escaped too.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
