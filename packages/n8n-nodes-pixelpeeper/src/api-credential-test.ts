import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

/** No image has this ID: a server that takes the token answers that it knows none. */
const NO_IMAGE = '00000000000000000000000000';

/** Asks the API for an image that does not exist: only with a good token is the answer 404. */
export async function testPixelPeeperApi(
  this: ICredentialTestFunctions,
  credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
  const { baseUrl, token } = credential.data as { readonly baseUrl: string; readonly token: string };
  const home = baseUrl.replace(/\/+$/, '');
  try {
    const answer = (await this.helpers.request({
      uri: `${home}/images/${NO_IMAGE}`,
      headers: { Authorization: `Bearer ${token}` },
      simple: false,
      resolveWithFullResponse: true,
    })) as { readonly statusCode: number };
    return judge(answer.statusCode, home);
  } catch {
    return { status: 'Error', message: `Nothing answers at ${home}. Check the base URL.` };
  }
}

function judge(status: number, home: string): INodeCredentialTestResult {
  if (status === 404 || (status >= 200 && status < 300)) return { status: 'OK', message: 'The token is accepted' };
  if (status === 401 || status === 403)
    return { status: 'Error', message: 'The API refuses the token. Check it for a typing mistake.' };
  return { status: 'Error', message: `${home} answers with status ${status}. Check the base URL.` };
}
