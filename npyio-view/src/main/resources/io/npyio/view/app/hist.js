// The histogram of a slice: of all its elements or of a sample, as the server says.

import {isAborted} from "./api.js";
import {choice, grouped, h} from "./dom.js";
import {drawBars} from "./hist-draw.js";
import {coloursOf, themeOf, watchTheme} from "./theme.js";
import {valueText} from "./ticks.js";

/** @typedef {import("./state.js").State} State */
/**
 * @typedef {{low: number, high: number, counts: number[], below: number, above: number, nan: number,
 *     of: "all"|"sample", elements: number}} Counts as `api/hist` answers
 */

const MOST_BINS = 4096;
const USUAL_BINS = 64;
const STILL_MILLIS = 250;
const HINT = "Arrows move from bar to bar.";

/**
 * @param {HTMLElement} element
 * @param {import("./views.js").Context} context
 * @returns {import("./views.js").Pane}
 */
export function mount(element, context) {
  const histogram = new Histogram(element, context);
  return {update: (state) => histogram.update(state), destroy: () => histogram.destroy()};
}

class Histogram {
  /** @param {HTMLElement} element @param {import("./views.js").Context} context */
  constructor(element, context) {
    this.context = context;
    this.closing = new AbortController();
    this.build(element);
    this.unwatch = watchTheme(() => this.paint());
    this.sizes = new ResizeObserver(() => this.paint());
    this.sizes.observe(this.stage);
  }

  /** @param {HTMLElement} element */
  build(element) {
    this.buildControls();
    this.buildCanvas();
    this.pointer = h("span", {id: "pointer"}, HINT);
    this.seen = h("span.seen");
    this.bar = h("i.swatch.line0");
    const status = h("div.picture-status", {}, this.pointer, this.seen, h("span", {hidden: true}, this.bar));
    element.append(this.controls, this.stage, status);
  }

  buildControls() {
    const set = (/** @type {string} */ name) => (/** @type {any} */ event) => this.context.setState({[name]: event.target.value});
    const end = (/** @type {string} */ id) => h("input.end", {id, type: "number", step: "any", onchange: set(id)});
    const all = () => this.context.setState({low: "", high: ""});
    this.all = h("button", {id: "all", type: "button", hidden: true, onclick: () => this.fetch(true)}, "Count all elements");
    const labelled = (/** @type {string} */ label, /** @type {any} */ input) => h("label.choice", {}, h("span", {}, label), input);
    this.controls = h("div.toolbar", {},
      labelled("Bins", h("input", {id: "bins", type: "number", min: 1, max: MOST_BINS, onchange: set("bins")})),
      labelled("from", end("low")),
      labelled("to", end("high")),
      choice("logy", "Counts", [["", "linear"], ["1", "log"]], "", (logy) => this.context.setState({logy})),
      h("button", {id: "whole", type: "button", onclick: all}, "Least – greatest"),
      h("span.muted", {}, h("span", {id: "of"})), this.all);
  }

  buildCanvas() {
    this.canvas = h("canvas.drawn", {
      id: "hist", tabindex: 0, role: "application",
      "aria-roledescription": "histogram", "aria-label": "Histogram", "aria-describedby": "pointer",
      onpointermove: (/** @type {PointerEvent} */ event) => this.point(this.binAt(event.offsetX)),
      onpointerleave: () => this.point(null),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.stage = h("div.stage", {}, this.canvas);
  }

  /** @param {State} state */
  update(state) {
    this.state = state;
    const key = JSON.stringify([this.context.api.params(state), state.bins, state.low, state.high]);
    if (key === this.asked) {
      this.paint();
      return;
    }
    this.asked = key;
    this.fetch(false);
  }

  /** @param {boolean} isWhole whether all elements are wanted, as long as it takes */
  async fetch(isWhole) {
    this.closing.abort();
    this.closing = new AbortController();
    this.context.busy(true);
    this.seen.textContent = "counting…";
    this.all.hidden = true;
    try {
      await this.count(isWhole, this.closing.signal);
      this.context.fail(null);
      this.context.busy(false);
    } catch (error) {
      if (!isAborted(error)) {
        this.seen.textContent = "";
        this.context.fail(error);
      }
    }
  }

  /** @param {boolean} isWhole @param {AbortSignal} signal */
  async count(isWhole, signal) {
    const {api} = this.context;
    const state = /** @type {State} */ (this.state);
    const params = api.params(state);
    const range = await api.json("api/range", params, signal);
    const bins = binsOf(state, range);
    this.counts = await api.json("api/hist", {...params, ...bins, all: isWhole ? 1 : ""}, signal);
    this.isEmpty = range.least === null;
    this.index = null;
    this.describe();
    this.paint();
  }

  describe() {
    const {low, high, below, above, nan, of, elements, counts} = /** @type {Counts} */ (this.counts);
    this.controls.querySelector("#of").textContent = `Of ${of === "sample" ? "a sample of" : "all"} ${grouped(elements)} elements`;
    this.all.hidden = of !== "sample";
    const outside = [[below, `below ${valueText(low)}`], [above, `above ${valueText(high)}`], [nan, "NaN"]];
    const texts = outside.filter(([count]) => count).map(([count, text]) => `${grouped(/** @type {number} */ (count))} ${text}`);
    this.seen.textContent = this.isEmpty ? ["No finite values", ...texts.slice(-1)].join(" · ") : texts.join(" · ");
    const shown = {low: valueText(low), high: valueText(high), bins: this.state?.bins || USUAL_BINS, logy: this.state?.logy ?? ""};
    for (const [id, value] of Object.entries(shown)) {
      this.controls.querySelector(`#${id}`).value = value;
    }
    this.canvas.setAttribute("aria-label", `${counts.length} bins from ${valueText(low)} to ${valueText(high)}`);
  }

  paint() {
    const {stage, canvas, counts} = this;
    const size = {width: Math.max(1, stage.clientWidth), height: Math.max(1, stage.clientHeight), density: devicePixelRatio};
    canvas.width = Math.round(size.width * size.density);
    canvas.height = Math.round(size.height * size.density);
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
    if (counts) {
      const [colour] = coloursOf([this.bar]);
      this.place = drawBars(canvas, size, {counts, isLog: this.state?.logy === "1", index: this.index ?? null}, {...themeOf(canvas), bar: colour});
    }
  }

  /** @param {number} left */
  binAt(left) {
    if (!this.place || !this.counts) {
      return null;
    }
    const bin = Math.floor(((left - this.place.left) / this.place.width) * this.counts.counts.length);
    return bin >= 0 && bin < this.counts.counts.length ? bin : null;
  }

  /** @param {number|null} index */
  point(index) {
    if (index === this.index || !this.counts) {
      return;
    }
    this.index = index;
    this.pointer.textContent = index === null ? HINT : barText(this.counts, index);
    this.paint();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const last = (this.counts?.counts.length ?? 0) - 1;
    const index = this.index ?? -1;
    const target = /** @type {Object<string, number>} */ ({ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last})[event.key];
    if (target === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.point(Math.max(0, Math.min(last, target)));
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.context.announce(this.pointer.textContent), STILL_MILLIS);
  }

  destroy() {
    this.closing.abort();
    this.sizes.disconnect();
    this.unwatch();
    clearTimeout(this.saying);
  }
}

/**
 * The bins to ask for: one for each integer where there are few of them, so that none has more integers than another.
 * @param {State} state
 * @param {import("./heat-scale.js").Range} range
 */
function binsOf(state, range) {
  const wanted = Math.max(1, Math.min(MOST_BINS, Math.floor(Number(state.bins)) || USUAL_BINS));
  const isTyped = Boolean(state.low || state.high);
  const low = state.low ? Number(state.low) : (range.least ?? 0);
  const high = state.high ? Number(state.high) : (range.greatest ?? 1);
  const count = high - low + 1;
  if (range.integers && !isTyped && count <= wanted * 1024 && Number.isSafeInteger(low)) {
    const width = Math.ceil(count / wanted);
    const bins = Math.ceil(count / width);
    return {bins, low: low - 0.5, high: low - 0.5 + bins * width};
  }
  return low < high ? {bins: wanted, low, high} : {bins: wanted, low: Math.min(low, high) - 0.5, high: Math.max(low, high) + 0.5};
}

/** @param {Counts} counts @param {number} i */
function barText({low, high, counts}, i) {
  const width = (high - low) / counts.length;
  const end = i === counts.length - 1 ? "]" : ")";
  return `[${valueText(low + i * width)}, ${valueText(low + (i + 1) * width)}${end}: ${grouped(counts[i])}`;
}
