/**
 * What the page shows, kept in the hash of its address: links lead to it, and the back button works.
 *
 * @typedef {{f: number, m: string, v: string, s: string, t: boolean, field: string, part: string} &
 *     Object<string, any>} State keys of panes are texts
 */

/** In the order in which an address has them. */
const FIRST = {f: 0, m: "", v: "", s: "", t: false, field: "", part: ""};

/** A change of these is a step that the back button takes back; others only change the address. */
const STEPS = ["f", "m", "v", "field"];

/**
 * @param {string} hash with or without "#"
 * @returns {State}
 */
export function parseHash(hash) {
  const given = Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
  const file = Number(given.f ?? 0);
  return {
    ...FIRST, ...given,
    f: Number.isInteger(file) && file >= 0 ? file : 0,
    t: given.t === "1",
  };
}

/**
 * @param {Object<string, any>} state
 * @returns {string} with "#"
 */
export function formatHash(state) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    const text = value === true ? "1" : value === false || value === null || value === undefined ? "" : String(value);
    if (text !== "") {
      params.set(key, text);
    }
  }
  return `#${params.toString().replaceAll("+", "%20").replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

export class Store {
  /** @param {(state: State) => void} whenChanged */
  constructor(whenChanged) {
    this.whenChanged = whenChanged;
    this.state = parseHash(location.hash);
    addEventListener("popstate", () => {
      this.state = parseHash(location.hash);
      this.whenChanged(this.state);
    });
  }

  /**
   * Changes some keys; "" and null take a key away.
   *
   * @param {Object<string, any>} partial
   */
  set(partial) {
    const before = this.state;
    this.state = {...before, ...partial};
    const hash = formatHash(this.state);
    if (hash === formatHash(before)) {
      return;
    }
    if (STEPS.some((key) => key in partial && partial[key] !== before[key])) {
      history.pushState(null, "", hash);
    } else {
      this.#replaceSoon();
    }
    this.whenChanged(this.state);
  }

  /** Fills in what an address left open. @param {Object<string, any>} partial */
  settle(partial) {
    this.state = {...this.state, ...partial};
    this.#replaceSoon();
  }

  /** Browsers refuse more than a few changes of the address a second, as dragging makes them. */
  #replaceSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => history.replaceState(null, "", formatHash(this.state)), 150);
  }
}
