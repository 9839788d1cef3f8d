/**
 * Replaces the SDK's own Configuration when the action is bundled. The original reads a file in the home folder that can
 * redirect the login, and loads a logging library; this one has only the values that the action sets.
 */
export default class Configuration {
  readonly logger = { log(): void {}, setLogger(): void {} };
  readonly refresh_access_token = false;
  readonly refresh_token_wait_max = 10;
  environment = '';
  basePath = '';
  authUrl = '';
  #gateway: { readonly login: string; readonly api: string } | undefined;

  /** Sets the domain of the hosts `login.` and `api.`. */
  setEnvironment(environment?: string): void {
    this.environment = environment ?? '';
    this.basePath = `https://api.${this.environment}`;
    this.authUrl = `https://login.${this.environment}`;
  }

  /** Sets addresses that stand in front of login and api; called by `connect` only, never by the SDK. */
  setGateway(gateway?: { login: string; api: string }): void {
    this.#gateway = gateway;
  }

  /** Called by the SDK for every request. */
  getConfUrl(kind: string, regionUrl: string): string {
    if (!this.#gateway) return regionUrl;
    return kind === 'login' ? this.#gateway.login : this.#gateway.api;
  }
}
