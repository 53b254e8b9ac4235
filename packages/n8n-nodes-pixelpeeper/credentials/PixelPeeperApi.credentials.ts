import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow';

export class PixelPeeperApi implements ICredentialType {
  name = 'pixelPeeperApi';

  displayName = 'PixelPeeper API';

  icon: Icon = { light: 'file:../icons/process-image.svg', dark: 'file:../icons/process-image.dark.svg' };

  documentationUrl = 'https://pixelpeeper.com/image-metadata-api';

  properties: INodeProperties[] = [
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: 'https://api.pixelpeeper.com/v1',
      placeholder: 'e.g. https://images.example.com/v1',
      description: 'Where the API is: the hosted one, or a PixelPeeper server of your own',
      required: true,
    },
    {
      displayName: 'Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
  };

  /** Asks for an image that does not exist: only with a good token is the answer 404. */
  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
      url: '/images/00000000000000000000000000',
      ignoreHttpStatusErrors: { ignore: true, except: [401, 403, 500, 502, 503, 504] },
    },
    rules: [
      {
        type: 'responseCode',
        properties: { value: 401, message: 'The API refuses the token. Check it for a typing mistake.' },
      },
      {
        type: 'responseCode',
        properties: { value: 403, message: 'The API refuses the token. Check it for a typing mistake.' },
      },
    ],
  };
}
