// What is used of this package. Its own types cannot be resolved from an ES module: their imports lack file endings.
declare module '@6over3/zeroperl-ts' {
  export class MemoryFileSystem {
    constructor(preopens: Readonly<Record<string, string>>);
    addFile(path: string, content: Uint8Array): void;
    removeFile(path: string): void;
  }

  export interface PerlValue {
    toString(): string;
  }

  export class ZeroPerl {
    static create(options: {
      readonly env: Readonly<Record<string, string>>;
      readonly fileSystem: MemoryFileSystem;
      readonly stderr: (text: string | Uint8Array) => void;
      readonly fetch: () => Promise<Response>;
    }): Promise<ZeroPerl>;
    createString(text: string): PerlValue;
    registerFunction(name: string, run: (argument: PerlValue) => Promise<PerlValue>): void;
    eval(code: string): Promise<{ readonly success: boolean; readonly error?: string }>;
  }
}
