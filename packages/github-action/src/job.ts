import type { AllowList } from '@pixelpeeper/core';

import type { Changes } from './changes.ts';
import type { Base } from './git/find-base.ts';
import type { Repository } from './git/repository.ts';
import type { TreeFile } from './git/tree.ts';
import type { Inputs } from './inputs/input-table.ts';
import type { GitHubApi } from './publish/github-api.ts';
import type { RunContext } from './run-context.ts';
import type { ImagePool } from './workers/image-pool.ts';

/** What is to be done, and with what. */
export interface Job {
  readonly clone: Repository;
  /** The commit that is looked at. */
  readonly head: string;
  /** Undefined where all images are compared with each other. */
  readonly base: Base | undefined;
  /** The files that were there before the change: what they say was reviewed. */
  readonly trusted: readonly TreeFile[];
  readonly changes: Changes;
  readonly inputs: Inputs;
  readonly context: RunContext;
  /** Undefined where there is no token. */
  readonly api: GitHubApi | undefined;
  readonly allow: AllowList | undefined;
  readonly signal: AbortSignal;
  readonly pool: ImagePool;
}
