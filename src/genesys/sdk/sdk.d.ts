/** Deep imports of the SDK; their types are those that the package declares for its whole. */
declare module 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/ApiClient.js' {
  import type { ApiClientClass } from 'purecloud-platform-client-v2';
  import type Configuration from './configuration.ts';

  export default class ApiClient {
    config: Configuration;
    authData: { tokenExpiryTime?: number; accessToken?: string };
    setEnvironment: ApiClientClass['setEnvironment'];
    setAccessToken: ApiClientClass['setAccessToken'];
    setReturnExtendedResponses: ApiClientClass['setReturnExtendedResponses'];
    setHttpClient(client: object): void;
    loginClientCredentialsGrant: ApiClientClass['loginClientCredentialsGrant'];
    /** The package declares objects for the query; it takes what can be written into an address, and leaves out undefined. */
    callApi(
      path: string,
      method: string,
      pathParams: Readonly<Record<string, string>>,
      query: Readonly<Record<string, string | number | undefined>>,
      headers: Readonly<Record<string, string>>,
      form: Readonly<Record<string, string>>,
      body: unknown,
      authNames: readonly string[],
      contentTypes: readonly string[],
      accepts: readonly string[],
    ): Promise<unknown>;
  }
}

declare module 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/AbstractHttpClient.js' {
  export default class AbstractHttpClient {
    timeout: number;
  }
}

declare module 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/api/ArchitectApi.js' {
  import type { ArchitectApi as Api } from 'purecloud-platform-client-v2';
  import type ApiClient from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/ApiClient.js';

  export default class ArchitectApi extends Api {
    constructor(client: ApiClient);
  }
}
