/** Which part of the array is shown: its axes, the same as slice text, the field, and the part of complex numbers. */

import {address} from "./api.js";
import {choice, copyText, grouped, h} from "./dom.js";
import {formatSlice, parseSlice, whole} from "./slice.js";
import {PICTURES} from "./views.js";

/**
 * @typedef {import("./slice.js").Slice} Slice
 * @typedef {{array: import("./api.js").ArrayInfo, values: {kind: string, shape: number[]}, slice: Slice|null,
 *     state: import("./state.js").State}} Given
 */

const PARTS = [["abs", "absolute value"], ["phase", "phase"], ["real", "real part"], ["imag", "imaginary part"]];

const SPEEDS = [["1", "1 a second"], ["2", "2 a second"], ["5", "5 a second"], ["10", "10 a second"], ["25", "25 a second"]];

class Axes {
  /**
   * @param {HTMLElement} element
   * @param {import("./api.js").Api} api
   * @param {(partial: Object<string, any>) => void} setState
   * @param {(text: string) => void} announce
   */
  constructor(element, api, setState, announce) {
    this.element = element;
    this.api = api;
    this.setState = setState;
    this.announce = announce;
    this.speed = matchMedia("(prefers-reduced-motion: reduce)").matches ? "1" : "5";
    /** @type {Given} */
    this.given = /** @type {any} */ (null);
  }

  /** @param {Given} given */
  update(given) {
    this.given = given;
    this.element.hidden = false;
    const {array, values, slice, state} = given;
    const key = JSON.stringify([array.member, array.dtype, values.shape, slice?.shown, state.f, state.t, state.field, state.part,
      PICTURES.includes(state.v)]);
    if (key !== this.key) {
      this.key = key;
      this.#build();
    }
    this.#show();
  }

  #build() {
    this.stop();
    const {array, values, state} = this.given;
    const hasPart = values.kind === "complex" && PICTURES.includes(state.v);
    this.text = h("input", {id: "slice", type: "text", spellcheck: "false", autocomplete: "off", "aria-describedby": "slice-problem",
      "aria-label": "Slice, in Python's syntax", onchange: () => this.#read()});
    this.problem = h("p", {id: "slice-problem", role: "alert", hidden: true});
    this.export = ["npy", "csv"].map((to) => h("a", {id: `export-${to}`, download: true, title: `Save this slice as .${to}`}, `.${to}`));
    this.sliders = h("div.sliders");
    this.element.replaceChildren(
        h("div.bar", {},
            array.fields.length > 0 && this.#fieldChoice(),
            hasPart && choice("part", "Part", PARTS, state.part, (part) => this.setState({part})),
            ...(values.shape.length >= 2 && this.given.slice ? this.#roles() : []),
            values.shape.length > 0 && h("span.choice", {}, h("label.choice", {}, h("span", {}, "Slice"), this.text),
                h("button.quiet", {title: "Copy the slice, for --slice", onclick: () => this.#copy()}, "Copy")),
            this.given.slice && h("span.export", {}, "Export ", ...this.export)),
        this.problem, this.sliders);
    this.#buildSliders();
  }

  #fieldChoice() {
    return choice("field", "Field", [["", "all fields"], ...this.given.array.fields.map((field) => [field.name, field.name])],
        this.given.state.field, (field) => this.setState({field, s: "", t: false}));
  }

  /** Which axis runs along the rows, and which along the columns. */
  #roles() {
    const {values, slice, state} = this.given;
    const {rows, columns} = rolesOf(/** @type {Slice} */ (slice), state.t);
    const axes = values.shape.map((length, axis) => [String(axis), `axis ${axis} (${grouped(length)})`]);
    const none = [["", "none"]];
    return [
      choice("row-axis", "Rows", [...axes, ...(rows === null ? none : [])], String(rows ?? ""),
          (axis) => this.#assign("rows", axis)),
      h("button.quiet", {id: "exchange", title: "Exchange rows and columns", "aria-label": "Exchange rows and columns",
        disabled: columns === null, onclick: () => this.setState({t: !this.given.state.t})}, "⇄"),
      choice("column-axis", "Columns", [...axes, ...none], String(columns ?? ""), (axis) => this.#assign("columns", axis)),
    ];
  }

  #buildSliders() {
    const {values, slice} = this.given;
    const axes = (slice?.items ?? []).flatMap((item, axis) => "index" in item ? [axis] : []);
    this.sliders.replaceChildren(...axes.map((axis) => this.#slider(axis, values.shape[axis])),
        axes.some((axis) => values.shape[axis] > 1) &&
        choice("speed", "Play", SPEEDS, this.speed, (speed) => this.#setSpeed(speed)) || "");
    this.sliders.hidden = axes.length === 0;
  }

  /**
   * @param {number} axis
   * @param {number} length
   */
  #slider(axis, length) {
    const common = {"data-axis": axis, min: 0, max: length - 1, step: 1, disabled: length < 2};
    const move = (event) => {
      this.stop();
      this.#moveTo(axis, Number(event.target.value));
    };
    return h("div.slider", {role: "group", "aria-label": `Axis ${axis}`},
        h("span.axis-name", {}, `axis ${axis}`),
        h("button.play.quiet", {"data-play": axis, disabled: length < 2, "aria-label": `Play along axis ${axis}`, "aria-pressed": "false",
          onclick: () => this.#play(axis)}, "▶"),
        h("input", {type: "range", "aria-label": `Index of axis ${axis}`, ...common, oninput: move}),
        h("input", {type: "number", "aria-label": `Index of axis ${axis}`, ...common, onchange: move}),
        h("span.muted", {}, `of ${grouped(length)}`));
  }

  #show() {
    const {slice, state} = this.given;
    if (!slice) {
      this.text.value = state.s;
      return this.#complain(state.s);
    }
    this.#complain(null);
    this.text.value = state.s;
    this.text.style.width = `${Math.max(14, Math.min(44, state.s.length + 3))}ch`;
    for (const input of this.sliders.querySelectorAll("input[data-axis]")) {
      input.value = String(/** @type {any} */ (slice.items[Number(input.dataset.axis)]).index);
    }
    for (const link of this.export) {
      link.href = address("api/export", {...this.api.params({...state, part: ""}), to: link.id.replace("export-", "")});
    }
  }

  /** Takes the slice that was typed, or says why it cannot. */
  #read() {
    const text = this.text.value;
    try {
      const slice = parseSlice(text, this.given.values.shape);
      this.setState({s: formatSlice(slice.items), t: slice.shown.length === 2 && this.given.state.t});
      this.text.value = formatSlice(slice.items);
      this.#complain(null);
    } catch (error) {
      this.#complain(text);
    }
  }

  /** @param {string|null} text a slice that cannot be read, or null if there is none */
  #complain(text) {
    this.problem.hidden = text === null;
    this.text.toggleAttribute("aria-invalid", text !== null);
    if (text === null) {
      return;
    }
    try {
      parseSlice(text, this.given.values.shape);
    } catch (error) {
      this.problem.textContent = error.message;
    }
  }

  async #copy() {
    try {
      await copyText(this.text.value);
      this.announce(`Copied ${this.text.value}`);
    } catch (error) {
      this.announce(error.message);
      this.text.select();
    }
  }

  /**
   * @param {number} axis
   * @param {number} index
   */
  #moveTo(axis, index) {
    const length = this.given.values.shape[axis];
    const items = [.../** @type {Slice} */ (this.given.slice).items];
    items[axis] = {index: Math.max(0, Math.min(length - 1, Math.round(index) || 0))};
    this.setState({s: formatSlice(items)});
  }

  /**
   * Gives a role to an axis; the axis that had it takes the place of the other.
   *
   * @param {"rows"|"columns"} role
   * @param {string} text the axis, or "" for none
   */
  #assign(role, text) {
    const {state, values} = this.given;
    const slice = /** @type {Slice} */ (this.given.slice);
    const before = rolesOf(slice, state.t);
    const other = role === "rows" ? "columns" : "rows";
    const axis = text === "" ? null : Number(text);
    const roles = /** @type {{rows: number|null, columns: number|null}} */ ({...before, [role]: axis});
    if (axis !== null && axis === before[other]) {
      roles[other] = before[role];
    }
    const shown = [roles.rows, roles.columns];
    const items = slice.items.map((item, place) => shown.includes(place)
        ? ("index" in item ? whole(values.shape[place]) : item)
        : ("index" in item ? item : {index: Math.min(item.start, Math.max(0, values.shape[place] - 1))}));
    const isExchanged = roles.rows !== null && roles.columns !== null && roles.rows > roles.columns;
    this.setState({s: formatSlice(items), t: isExchanged});
  }

  /** Starts to play along an axis, or stops. @param {number} axis */
  #play(axis) {
    const wasPlaying = this.playing === axis;
    this.stop();
    if (!wasPlaying) {
      this.playing = axis;
      this.timer = setInterval(() => this.#step(), 1000 / Number(this.speed));
      this.#markPlaying(axis, true);
    }
  }

  /** The next index along the axis that is played, once everything of this one is there. */
  #step() {
    if (this.api.pending > 0 || document.hidden || this.playing === undefined) {
      return;
    }
    const item = /** @type {any} */ (this.given.slice?.items[this.playing]);
    this.#moveTo(this.playing, (item.index + 1) % this.given.values.shape[this.playing]);
  }

  stop() {
    clearInterval(this.timer);
    if (this.playing !== undefined) {
      this.#markPlaying(this.playing, false);
      this.playing = undefined;
    }
  }

  /** @param {string} speed */
  #setSpeed(speed) {
    this.speed = speed;
    const axis = this.playing;
    if (axis !== undefined) {
      this.stop();
      this.#play(axis);
    }
  }

  /**
   * @param {number} axis
   * @param {boolean} isPlaying
   */
  #markPlaying(axis, isPlaying) {
    const button = this.sliders?.querySelector(`[data-play="${axis}"]`);
    button?.setAttribute("aria-pressed", String(isPlaying));
    button?.setAttribute("aria-label", `${isPlaying ? "Pause" : "Play along"} axis ${axis}`);
    button?.replaceChildren(isPlaying ? "❚❚" : "▶");
  }
}

/**
 * The axes along rows and columns.
 *
 * @param {Slice} slice
 * @param {boolean} isExchanged
 * @returns {{rows: number|null, columns: number|null}}
 */
export function rolesOf(slice, isExchanged) {
  const [first = null, second = null] = slice.shown;
  return isExchanged && second !== null ? {rows: second, columns: first} : {rows: first, columns: second};
}

/**
 * @param {HTMLElement} element
 * @param {import("./api.js").Api} api
 * @param {(partial: Object<string, any>) => void} setState
 * @param {(text: string) => void} announce
 */
export const mountAxes = (element, api, setState, announce) => new Axes(element, api, setState, announce);
