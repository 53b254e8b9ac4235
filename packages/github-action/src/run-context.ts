/** What GitHub says about this run. */
export interface RunContext {
  readonly event: string;
  readonly owner: string;
  readonly repo: string;
  /** https://github.com */
  readonly serverUrl: string;
  /** https://api.github.com */
  readonly apiUrl: string;
  readonly pullRequest: PullRequest | undefined;
  /** What a merge queue or a push says the change starts from; undefined for other events, and for a push of a new branch. */
  readonly before: string | undefined;
  /** The working folder. */
  readonly workspace: string;
  /** A folder for what is gone after the job. */
  readonly temporary: string;
}

export interface PullRequest {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  /** Whether it comes from another repository, for which the token may only read. */
  readonly isFork: boolean;
}

/** The part of @actions/github's context that is used. */
export interface GitHubContext {
  readonly eventName: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly payload: object;
}

export function readContext(
  { eventName, serverUrl, apiUrl, repo, payload }: GitHubContext,
  env: Readonly<Record<string, string | undefined>>,
): RunContext {
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  return {
    event: eventName,
    ...repo,
    serverUrl,
    apiUrl,
    pullRequest: pullRequestOf(payload),
    before: beforeOf(payload),
    workspace,
    temporary: env['RUNNER_TEMP'] ?? workspace,
  };
}

interface Payload {
  readonly pull_request?: {
    readonly number: number;
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
    readonly base: { readonly sha: string; readonly repo: { readonly full_name: string } };
  };
  readonly merge_group?: { readonly base_sha: string };
  readonly before?: string;
}

function pullRequestOf({ pull_request: pull }: Payload): PullRequest | undefined {
  return (
    pull && {
      number: pull.number,
      head: pull.head.sha,
      base: pull.base.sha,
      isFork: pull.head.repo?.full_name !== pull.base.repo.full_name, // null: the fork is gone
    }
  );
}

function beforeOf({ merge_group: group, before }: Payload): string | undefined {
  const commit = group?.base_sha ?? before;
  return commit !== undefined && /[^0]/.test(commit) ? commit : undefined; // zeros: a new branch
}
