import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { emptyPageScript, pageScript, scenesPageScript } from './page-script.ts';
import { rememberedThemeScript } from './script-theme.ts';

/** What TypeScript parsed before: its description of the browser is long. */
const parsedFiles = new Map<string, ts.SourceFile>();

/** The errors the TypeScript compiler finds in a script of the page, as if it stood in a file of this folder. */
function typeErrors(script: string, { noUnusedLocals = true } = {}): string[] {
  const file = fileURLToPath(new URL('page-script-under-test.js', import.meta.url));
  const options: ts.CompilerOptions = {
    allowJs: true,
    checkJs: true,
    strict: true,
    noEmit: true,
    noUnusedLocals,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const onDisk = { ...host };
  host.fileExists = (name) => name === file || onDisk.fileExists(name);
  host.getSourceFile = (name, target) => {
    if (name === file) return ts.createSourceFile(name, script, target);
    const parsed = parsedFiles.get(name) ?? onDisk.getSourceFile(name, target);
    if (parsed) parsedFiles.set(name, parsed);
    return parsed;
  };
  const program = ts.createProgram([file], options, host);
  const errors = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics(program.getSourceFile(file))];
  return errors.map(
    ({ messageText, start = 0 }) =>
      `${script.slice(start, start + 40)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

describe('the scripts of the page', () => {
  it('pass the TypeScript compiler with the types of the browser and of the page’s data', () => {
    expect(typeErrors(`${pageScript}\nexport {};`)).toEqual([]);
  });

  it('pass it for a page without clusters and for the remembered theme', () => {
    expect(typeErrors(`${rememberedThemeScript}\nexport {};`)).toEqual([]);
    expect(typeErrors(`${emptyPageScript}\nexport {};`)).toEqual([]);
  });

  it('pass it for a page of shots of one scene, which uses parts of what draws clusters', () => {
    expect(typeErrors(`${scenesPageScript}\nexport {};`, { noUnusedLocals: false })).toEqual([]);
  });

  it('would not pass it with a field that the data does not have', () => {
    expect(typeErrors(`${pageScript}\nexport const wrong = data.images[0].colour;`)).toEqual([
      "colour;: Property 'colour' does not exist on type 'PageImage'.",
    ]);
  });

  it('never write markup or run text', () => {
    expect(pageScript).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/);
  });
});
