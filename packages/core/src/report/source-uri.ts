/**
 * A source as a URI reference (RFC 3986): URLs stay URLs, relative paths stay relative, absolute paths become file: URIs, and
 * every character that a path segment may not hold is percent-encoded.
 */
export function sourceUri(source: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source) && URL.canParse(source)) return new URL(source).href;
  // A file name that is no valid UTF-16 cannot be encoded; the replacement character stands for what is lost.
  const path = source.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path.replace(/^\/+/, '/')}` : path;
}
