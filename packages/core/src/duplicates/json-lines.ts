/** For each element of a JSON array the line, from 1, on which it begins. The text is valid JSON. */
export function elementLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isExpected = false;
  for (const [token] of text.matchAll(/\n|"(?:[^"\\]|\\.)*"|[[\]{},]|[^\s[\]{},"]+/g)) {
    if (token === '\n') {
      line++;
      continue;
    }
    if (depth === 1 && isExpected && token !== ']') lines.push(line);
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    isExpected = depth === 1 && (token === ',' || (token === '[' && lines.length === 0));
  }
  return lines;
}
