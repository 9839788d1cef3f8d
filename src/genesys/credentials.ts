/** As whom to log in to Genesys Cloud, and through what. */
export interface Credentials {
  /** The OAuth client; empty if none is given. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Stands in front of login and API: `<gateway>/login` and `<gateway>`. */
  readonly gateway: URL | undefined;
}

/** Where and as whom to log in. */
export interface Login extends Credentials {
  /** Host below which `login.` and `api.` answer, from the region table. */
  readonly host: string;
  /** AWS region of that host, such as `eu-west-1`. */
  readonly region: string;
}
