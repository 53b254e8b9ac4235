// What the editor asks of n8n's server: a signed-in owner who imports, activates and watches workflows.
import { executionOf, type Execution, type N8nServer } from './n8n-process.ts';

export const OWNER = { email: 'owner@example.com', firstName: 'Test', lastName: 'Owner', password: 'Correct-Horse-7' };

export interface N8nSession {
  post<Answer>(path: string, body?: object): Promise<Answer>;
  get<Answer>(path: string): Promise<Answer>;
  /** Creates a workflow and activates it, so that its webhooks answer. */
  activate(workflow: object): Promise<{ readonly id: string }>;
  /** The latest execution of a workflow, once it has ended. */
  lastExecution(workflowId: string): Promise<Execution & { readonly id: string }>;
}

/** Signs the owner in, who is set up where there is none yet. */
export async function signIn({ url }: N8nServer): Promise<N8nSession> {
  let cookie = '';
  const ask = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}/rest${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie, 'browser-id': 'tests' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    cookie =
      answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0]!)
        .join('; ') || cookie;
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (JSON.parse(text) as { data: Answer }).data;
  };
  await ask('POST', '/owner/setup', OWNER).catch((error: unknown) => {
    if (!String(error).includes('already setup')) throw error;
  });
  await ask('POST', '/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
  const session: N8nSession = {
    post: (path, body) => ask('POST', path, body ?? {}),
    get: (path) => ask('GET', path),
    async activate(workflow) {
      const created = await session.post<{ id: string; versionId: string }>('/workflows', {
        ...workflow,
        active: false,
      });
      await session.post(`/workflows/${created.id}/activate`, { versionId: created.versionId });
      return created;
    },
    async lastExecution(workflowId) {
      const end = Date.now() + 60_000;
      for (;;) {
        const filter = encodeURIComponent(JSON.stringify({ workflowId }));
        const { results } = await session.get<{ results: { id: string; status: string }[] }>(
          `/executions?filter=${filter}`,
        );
        const last = results[0];
        if (last && ['success', 'error'].includes(last.status)) {
          const { data } = await session.get<{ data: string }>(`/executions/${last.id}`);
          return { id: last.id, ...executionOf({ data: unflatten(data) as never }) };
        }
        if (Date.now() > end)
          throw new Error(`Workflow ${workflowId} has no finished execution: ${JSON.stringify(results)}`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
  };
  return session;
}

/** n8n stores executions as `flatted` JSON: a list in which strings that stand for objects are places in the list. */
function unflatten(text: string): unknown {
  const list = JSON.parse(text) as unknown[];
  const made = new Map<number, unknown>();
  const at = (place: number): unknown => {
    const value = list[place];
    if (value === null || typeof value !== 'object') return value;
    if (made.has(place)) return made.get(place);
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
    made.set(place, copy);
    for (const [key, inner] of Object.entries(value))
      (copy as Record<string, unknown>)[key] = typeof inner === 'string' ? at(Number(inner)) : inner;
    return copy;
  };
  return at(0);
}
