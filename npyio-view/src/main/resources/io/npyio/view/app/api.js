/**
 * The server, asked: few requests at a time, stale ones aborted, and every failure as one sentence.
 *
 * @typedef {{name: string, dtype: string, kind: string, shape: number[], unit: string|null}} Field
 * @typedef {{member: string, descr: any, dtype: string, kind: string, shape: number[], order: string,
 *     bytes: number, unit: string|null, error: string|null, fields: Field[]}} ArrayInfo one with an error has no more
 *     than its member
 * @typedef {{file: number, name: string, format: string, bytes: number|null, stamp: string|null, error: string|null,
 *     arrays: ArrayInfo[]}} FileInfo
 * @typedef {{version: string, edit: boolean, files: FileInfo[]}} Files
 */

const AT_ONCE = 5;

/** A refusal of the server, or its silence (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {any} [body]
   */
  constructor(status, message, body = {}) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Whether a request was given up because its answer is no longer wanted. @param {any} error */
export const isAborted = (error) => error instanceof DOMException && error.name === "AbortError";

export class Api {
  /** @param {(error: ApiError) => void} whenChanged told when a file is no longer as it was */
  constructor(whenChanged) {
    this.whenChanged = whenChanged;
    /** @type {Array<() => void>} */
    this.waiting = [];
    this.running = 0;
    /** The stamp of each file. @type {Map<number, string|null>} */
    this.stamps = new Map();
  }

  /** How many requests run or wait. */
  get pending() {
    return this.running + this.waiting.length;
  }

  /**
   * The parameters that say which values are meant.
   *
   * @param {any} state
   * @returns {Object<string, string|number>}
   */
  params(state) {
    return {
      f: state.f, m: state.m, s: state.s, t: state.t ? 1 : "", field: state.field, part: state.part,
      v: this.stamps.get(state.f) ?? "",
    };
  }

  /**
   * @param {string} path such as "api/cells"
   * @param {Object<string, any>} [params] left out where they are "", null or undefined
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async json(path, params, signal) {
    return this.#queued(signal, async () => (await this.#get(path, params, signal)).json());
  }

  /**
   * @param {string} path
   * @param {Object<string, any>} [params]
   * @param {AbortSignal} [signal]
   * @returns {Promise<{buffer: ArrayBuffer, headers: Headers}>}
   */
  async binary(path, params, signal) {
    return this.#queued(signal, async () => {
      const response = await this.#get(path, params, signal);
      return {buffer: await response.arrayBuffer(), headers: response.headers};
    });
  }

  /** What the server says of files and scans; it does not wait for other requests. */
  async state() {
    return (await this.#get("api/state")).json();
  }

  /**
   * Sets one value.
   *
   * @param {{f: number, m: string}} state
   * @param {{index: number[], field: string|null, old: string, new: string}} change
   * @returns {Promise<{text: string, undo: string, stamp?: string}>}
   */
  async set(state, change) {
    const response = await this.#answered(address("api/cell", {f: state.f, m: state.m}), {
      method: "PUT",
      headers: {"Content-Type": "application/json", "X-Npyio-Edit": "1"},
      body: JSON.stringify(change),
    });
    return response.json();
  }

  /**
   * @param {string} path
   * @param {Object<string, any>} [params]
   * @param {AbortSignal} [signal]
   */
  #get(path, params, signal) {
    return this.#answered(address(path, params), {signal});
  }

  /**
   * @param {string} url
   * @param {RequestInit} options
   */
  async #answered(url, options) {
    let response;
    try {
      response = await fetch(url, options);
    } catch (error) {
      throw isAborted(error) ? error : new ApiError(0, "The server does not answer. Is npyio view still running?");
    }
    if (response.ok) {
      return response;
    }
    const error = await refusal(response);
    if (response.status === 409 && "stamp" in error.body) {
      this.whenChanged(error);
    }
    throw error;
  }

  /**
   * @template T
   * @param {AbortSignal|undefined} signal
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #queued(signal, work) {
    await this.#turn(signal);
    this.running++;
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  /** Waits until fewer requests run. @param {AbortSignal|undefined} signal */
  #turn(signal) {
    signal?.throwIfAborted();
    if (this.running < AT_ONCE) {
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener("abort", leave);
        resolve(undefined);
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, {once: true});
      this.waiting.push(start);
    });
  }
}

/**
 * How an exact answer is to be had where one was of a sample: "request" or "scan"; "" if there is none, or it is exact.
 *
 * @param {Array<{headers: Headers}>} answers
 */
export const exactLater = (answers) => /** @type {""|"request"|"scan"} */ (
  answers.map(({headers}) => headers.get("X-Exact-Later")).find((later) => later) ?? "");

/**
 * The address of a request.
 *
 * @param {string} path
 * @param {Object<string, any>} [params]
 */
export function address(path, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** @param {Response} response */
async function refusal(response) {
  const body = await response.json().catch(() => ({}));
  const message = body.error ?? `The server answered with status ${response.status}. Reload the page, or start npyio view again.`;
  return new ApiError(response.status, message, body);
}
