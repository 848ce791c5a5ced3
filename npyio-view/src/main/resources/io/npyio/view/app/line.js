// Lines of any length: their least and greatest values for each pixel, zoomed by selecting.

import {isAborted} from "./api.js";
import {replaceControls} from "./controls.js";
import {choice, h} from "./dom.js";
import {Chart, loadChart} from "./line-chart.js";
import {LineSource} from "./line-source.js";
import {coloursOf, themeOf, watchTheme} from "./theme.js";
import {valueText} from "./ticks.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./line-source.js").Data} Data */

const STILL_MILLIS = 250;
const KEY_ZOOM = 1.5;
const WHEEL_PIXELS_OF_DOUBLE = 240;
/** The fewest elements that are shown. */
const LEAST = 4;
const HINT = "Drag selects a part, the wheel zooms, a double click shows all; arrows move the cursor, + - 0 zoom.";

/**
 * @param {HTMLElement} element
 * @param {import("./views.js").Context} context
 * @returns {import("./views.js").Pane}
 */
export function mount(element, context) {
  const pane = new LinePane(element, context);
  return {update: (state) => pane.update(state), destroy: () => pane.destroy()};
}

class LinePane {
  /** @param {HTMLElement} element @param {import("./views.js").Context} context */
  constructor(element, context) {
    this.context = context;
    this.closing = new AbortController();
    /** @type {[number, number]} */
    this.part = [0, 1];
    this.build(element);
    this.unwatch = watchTheme(() => this.rebuild());
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.stage);
    context.onScans((scans) => this.followScans(scans));
  }

  /** @param {HTMLElement} element */
  build(element) {
    this.controls = h("div.toolbar");
    this.stage = h("div.drawn", {
      id: "line", tabindex: 0, role: "application",
      "aria-roledescription": "line chart", "aria-label": "Lines", "aria-describedby": "pointer",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.stage.addEventListener("wheel", (/** @type {WheelEvent} */ event) => this.wheel(event), {passive: false});
    this.pointer = h("span", {id: "pointer"}, HINT);
    this.seen = h("span.seen");
    element.append(this.controls, h("div.stage", {}, this.stage), h("div.picture-status", {}, this.pointer, this.seen));
  }

  /** @param {State} state */
  async update(state) {
    this.state = state;
    const source = new LineSource(this.context, state);
    const isSame = this.source?.key === source.key && this.isLog === (state.logy === "1");
    this.source = isSame ? this.source : source;
    const place = `${state.from ?? ""},${state.to ?? ""}`;
    if (place !== this.place || !isSame) {
      this.place = place;
      this.part = this.clamped(Number(state.from || 0), Number(state.to || source.length));
    }
    this.showControls();
    try {
      await loadChart();
      if (isSame) {
        this.load();
      } else if (!this.closing.signal.aborted) {
        this.rebuild();
      }
    } catch (error) {
      this.context.fail(error);
    }
  }

  /** Makes the chart anew, for other lines or another theme. */
  rebuild() {
    const {source, state} = this;
    if (!source || !state || !globalThis.uPlot) {
      return;
    }
    this.chart?.close();
    this.isLog = state.logy === "1";
    const isDate = (/** @type {{kind: string}|undefined} */ values) => values?.kind === "datetime";
    this.chart = new Chart(this.stage, {
      isTime: isDate(source.x), isLog: this.isLog, timeText: source.lines.every(isDate) ? dateText : undefined,
      colours: coloursOf(this.swatches), theme: themeOf(this.stage),
      pointed: (index) => this.pointed(index),
      selected: (least, greatest) => this.show(this.placeOf(least), this.placeOf(greatest) + 1),
      whole: () => this.show(0, source.length),
    }, this.size());
    this.data = null;
    this.loaded = "";
    this.load();
  }

  showControls() {
    const {source, state, context} = this;
    const key = JSON.stringify([source.key, source.fields, state.logy]);
    if (key === this.controlsKey) {
      return;
    }
    this.controlsKey = key;
    const set = (/** @type {string} */ name) => (/** @type {string} */ value) => context.setState({[name]: value});
    const alongs = /** @type {[string, string][]} */ ([["", "index"], ...source.fields.map(({name}) => [name, name])]);
    this.swatches = source.lines.map((_, i) => h(`i.swatch.line${i}`));
    const columns = h("input", {
      id: "cols", value: state.cols ?? "", placeholder: "0:4", onchange: (/** @type {any} */ event) => set("cols")(event.target.value),
    });
    replaceControls(this.controls, [
      context.array.kind === "struct" ? choice("x", "Along", alongs, source.x?.name ?? "", set("x")) : "",
      source.columnAxis === undefined ? "" : h("label.choice", {}, h("span", {}, "Columns"), columns),
      choice("logy", "Scale", [["", "linear"], ["1", "log"]], state.logy ?? "", set("logy")),
      h("button", {id: "whole", type: "button", title: "Show all of it (0)", onclick: () => this.show(0, this.source.length)}, "All"),
      source.hasFields ? this.fieldChoice() : this.lineLegend(),
    ]);
  }

  /** The names of lines with their colours. */
  lineLegend() {
    const {lines} = this.source;
    return h("span.legend", {hidden: lines.length < 2}, ...lines.flatMap(({label}, i) => [this.swatches[i], label]));
  }

  /** A box for each field; the colour is that of its line. */
  fieldChoice() {
    const shown = this.source.lines.map(({label}) => label);
    const change = (/** @type {string} */ name, /** @type {boolean} */ isOn) => {
      const names = this.source.fields.map((field) => field.name).filter((other) => (other === name ? isOn : shown.includes(other)));
      this.context.setState({fields: names.join(",")});
    };
    return h("fieldset.fields", {"aria-label": "Fields"}, ...this.source.fields.map(({name}, place) => {
      const i = shown.indexOf(name);
      const box = h("input", {id: `field-${place}`, type: "checkbox", onchange: (/** @type {any} */ event) => change(name, event.target.checked)});
      box.checked = i >= 0;
      return h("label.choice", {}, box, i >= 0 ? this.swatches[i] : "", h("span", {}, name));
    }));
  }

  /** Shows a part, from what is here at once and exactly as soon as the server has answered. @param {number} from @param {number} to */
  show(from, to) {
    this.part = this.clamped(from, to);
    if (this.data && !this.source.x) {
      this.chart?.move(this.ends());
    }
    this.load();
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.savePlace(), STILL_MILLIS);
  }

  savePlace() {
    const [from, to] = this.part;
    const isWhole = from === 0 && to === this.source.length;
    const place = isWhole ? {from: "", to: ""} : {from: String(from), to: String(to)};
    this.place = `${place.from},${place.to}`;
    this.context.setState(place);
  }

  /** Whole elements, at least a few of them, within the axis. @param {number} from @param {number} to @returns {[number, number]} */
  clamped(from, to) {
    const length = this.source.length;
    const count = Math.min(length, Math.max(LEAST, Math.ceil(to - from)));
    const start = Math.max(0, Math.min(length - count, Math.floor(from)));
    return [start, start + count];
  }

  /** Fetches what is shown, one request at a time, and again if it moved meanwhile. */
  async load() {
    const {chart, source} = this;
    const key = JSON.stringify([source?.key, this.part, chart?.pixels, this.scanned]);
    if (!chart || !source || this.isLoading || key === this.loaded) {
      return;
    }
    this.isLoading = true;
    this.describe();
    try {
      const data = await source.data(...this.part, chart.pixels, this.closing.signal);
      if (source === this.source && chart === this.chart) {
        this.loaded = key;
        this.showData(data);
      }
    } catch (error) {
      this.loaded = key;
      this.fail(error);
    }
    this.isLoading = false;
    this.describe();
    this.load();
  }

  /** @param {any} error */
  fail(error) {
    if (!isAborted(error)) {
      this.context.fail(error);
    }
  }

  /** @param {Data} data */
  showData(data) {
    this.data = data;
    this.context.fail(null);
    this.chart.show(data, this.ends(), this.heights(data));
  }

  /** The ends of the axis: of the indices, or of the values along it. @returns {[number, number]} */
  ends() {
    const x = this.data?.x;
    if (!x) {
      return [this.part[0] - 0.5, this.part[1] - 0.5];
    }
    return apart(leastOf(x.lows), greatestOf(x.highs));
  }

  /** The ends of the other axis, with some room. @param {Data} data @returns {[number, number]} */
  heights({bands}) {
    if (this.isLog) {
      const least = leastOf(bands.flatMap(({lows, highs}) => [...lows, ...highs].filter((value) => value > 0)));
      const greatest = greatestOf(bands.map(({highs}) => greatestOf(highs)));
      return greatest > 0 ? [least / 1.2, greatest * 1.2] : [0.1, 1];
    }
    const [low, high] = apart(leastOf(bands.map(({lows}) => leastOf(lows))), greatestOf(bands.map(({highs}) => greatestOf(highs))));
    return [low - (high - low) / 20, high + (high - low) / 20];
  }

  /** The element at a value along the axis. @param {number} value */
  placeOf(value) {
    const {data} = this;
    if (!data?.x) {
      return Math.round(value);
    }
    const {lows, highs} = data.x;
    const found = lows.findIndex((_, i) => highs[i] >= value);
    const i = found < 0 ? data.count - 1 : found;
    return data.from + Math.floor(((data.to - data.from) * i) / data.count);
  }

  /** @param {number|null} index */
  pointed(index) {
    this.index = index;
    this.describe();
  }

  describe() {
    const {data, index, source} = this;
    const isPointed = data && index !== null && index !== undefined && index < data.count;
    this.pointer.textContent = isPointed ? this.pointerText(data, index) : HINT;
    const isSampled = data?.isExact === false;
    this.seen.textContent = [
      this.isLoading ? "loading" : "", isSampled ? "sampled" : "",
      data && data.bands.every(({lows}) => lows.every(Number.isNaN)) ? "no finite values here" : "",
    ].filter((part) => part).join(" · ");
    this.context.busy(!source || this.isLoading || !data || data.exactLater !== "");
  }

  /** @param {Data} data @param {number} index */
  pointerText(data, index) {
    const {lines, x} = this.source;
    const edge = (/** @type {number} */ i) => data.from + Math.floor(((data.to - data.from) * i) / data.count);
    const along = x && data.x ? `, ${x.name} ${bandText(data.x, index, x.kind)}` : "";
    const values = lines.map(({label, kind}, i) => `${lines.length > 1 || x ? `${label} ` : ""}${bandText(data.bands[i], index, kind)}`);
    return `${this.source.indexText(edge(index), edge(index + 1))}${along}: ${values.join(", ")}`;
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    if (!this.chart || !this.data) {
      return;
    }
    const [from, to] = this.part;
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (isSideways) {
      const moved = (to - from) * (event.deltaX || event.deltaY) / 1000;
      this.show(from + moved, to + moved);
    } else {
      this.zoom(2 ** (event.deltaY / WHEEL_PIXELS_OF_DOUBLE), this.placeOf(this.chart.valueAt(event.clientX)));
    }
  }

  /** @param {number} factor of the length @param {number} place what stays where it is */
  zoom(factor, place) {
    const [from, to] = this.part;
    this.show(place - (place - from) * factor, place + (to - place) * factor);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const action = event.ctrlKey || event.altKey || event.metaKey || !this.data ? undefined : this.actionOf(event);
    if (action) {
      event.preventDefault();
      action();
    }
  }

  /** @param {KeyboardEvent} event @returns {(() => void)|undefined} */
  actionOf({key, shiftKey}) {
    const {count, from, to} = /** @type {Data} */ (this.data);
    const index = this.index ?? Math.floor(count / 2);
    const step = shiftKey ? 10 : 1;
    const place = from + Math.floor(((to - from) * index) / count);
    const page = (to - from) / 2;
    /** @type {Object<string, () => void>} */
    const actions = {
      ArrowLeft: () => this.point(index - step),
      ArrowRight: () => this.point(index + step),
      Home: () => this.point(0),
      End: () => this.point(count - 1),
      PageUp: () => this.show(from - page, to - page),
      PageDown: () => this.show(from + page, to + page),
      "+": () => this.zoom(1 / KEY_ZOOM, place),
      "=": () => this.zoom(1 / KEY_ZOOM, place),
      "-": () => this.zoom(KEY_ZOOM, place),
      "0": () => this.show(0, this.source.length),
    };
    return actions[key];
  }

  /** Moves the cursor, and says its value once it rests. @param {number} index */
  point(index) {
    this.chart?.point(Math.max(0, Math.min(/** @type {Data} */ (this.data).count - 1, index)));
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.context.announce(this.pointer.textContent), STILL_MILLIS);
  }

  /** Fetches exact values in place of sampled ones once they are scanned. @param {import("./views.js").Scan[]} scans */
  followScans(scans) {
    if (this.data?.exactLater && !scans.some(({file, done}) => done < 1 && file === this.context.file.file)) {
      this.scanned = (this.scanned ?? 0) + 1;
      this.load();
    }
  }

  resize() {
    this.chart?.resize(this.size());
    this.load();
  }

  size() {
    return {width: Math.max(100, this.stage.clientWidth), height: Math.max(60, this.stage.clientHeight)};
  }

  destroy() {
    this.closing.abort();
    this.chart?.close();
    this.sizes.disconnect();
    this.unwatch();
    clearTimeout(this.saving);
    clearTimeout(this.saying);
  }
}

/** @param {import("./line-source.js").Band} band @param {number} i @param {string} kind */
function bandText({lows, highs}, i, kind) {
  const text = kind === "datetime" ? dateText : valueText;
  return lows[i] === highs[i] || lows[i] !== lows[i] ? text(lows[i]) : `${text(lows[i])} … ${text(highs[i])}`;
}

/** @param {number} millis */
function dateText(millis) {
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? "NaT" : date.toISOString().replace(/(T00:00:00)?\.?0*Z$/, "");
}

/** @param {ArrayLike<number>} values */
function leastOf(values) {
  return Array.prototype.reduce.call(values, (least, value) => (value < least ? value : least), Infinity);
}

/** @param {ArrayLike<number>} values */
function greatestOf(values) {
  return Array.prototype.reduce.call(values, (greatest, value) => (value > greatest ? value : greatest), -Infinity);
}

/** Ends that differ, also where nothing is finite. @param {number} low @param {number} high @returns {[number, number]} */
function apart(low, high) {
  if (!(low <= high)) {
    return [0, 1];
  }
  const room = low === high ? Math.max(0.5, Math.abs(low) / 100) : 0;
  return [low - room, high + room];
}
