/** Stands in for the SDK's axios client when the action is bundled; `connect` always plugs in its own. */
export default class DefaultHttpClient {
  constructor() {
    throw new Error('the HTTP client of the Genesys SDK was not replaced');
  }
}
