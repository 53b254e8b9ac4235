/** A store's URL ends up in messages and logs; its password must not, wherever it stands in the URL. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/]*):.*@/su, '$1:***@').replace(/([?&](?:ssl)?password=)[^&]*/giu, '$1***');
}
