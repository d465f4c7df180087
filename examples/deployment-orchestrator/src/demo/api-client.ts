/** An answer of the API. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** Calls the API in somebody's name. */
export type ApiClient = <T>(path: string, body?: unknown) => Promise<Answer<T>>;

/** GET without a body, POST with one. */
export function createApiClient(url: string, token: string | undefined): ApiClient {
  return async <T>(path: string, body?: unknown) => {
    const response = await fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T }; // the caller knows the route
  };
}
