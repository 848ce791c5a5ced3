/** The statistics of the slice, of all its elements or of a sample. */

import {isAborted} from "./api.js";
import {grouped, h} from "./dom.js";

const TITLES = {
  count: "elements", nan: "NaN", nat: "NaT", inf: "infinite", min: "least", max: "greatest", mean: "mean", std: "standard deviation",
};

/** These say what the header of the page says already. */
const KNOWN = ["file", "member", "dtype", "shape"];

class Statistics {
  /**
   * @param {HTMLElement} element
   * @param {import("./views.js").Context} context
   */
  constructor(element, context) {
    this.context = context;
    this.of = h("span", {id: "of"});
    this.all = h("button", {id: "all", hidden: true, onclick: () => this.#ask(true)}, "Compute of all elements");
    this.table = h("table", {id: "statistics"});
    this.bar = h("div.toolbar", {}, h("span.muted", {}, "Of"), this.of, this.all);
    element.append(this.bar, h("div.scroll", {}, this.table));
  }

  /** @param {import("./state.js").State} state */
  update(state) {
    const params = this.context.api.params(state);
    const key = JSON.stringify(params);
    if (key !== this.key) {
      this.key = key;
      this.params = params;
      this.#ask(false);
    }
  }

  /** @param {boolean} isWhole whether all elements are wanted, as long as it takes */
  async #ask(isWhole) {
    this.controller?.abort();
    const controller = this.controller = new AbortController();
    this.context.busy(true);
    this.bar.hidden = false;
    this.all.hidden = true;
    this.of.textContent = isWhole ? "all elements, computing…" : "…";
    try {
      const {buffer} = await this.context.api.binary("api/stats", {...this.params, all: isWhole ? 1 : ""}, controller.signal);
      this.#show(exact(new TextDecoder().decode(buffer)));
      this.context.busy(false);
    } catch (error) {
      if (!isAborted(error)) {
        this.bar.hidden = true;
        this.table.replaceChildren();
        this.context.fail(error);
      }
    }
  }

  /** @param {any} answer */
  #show({of, elements: count, values}) {
    const elements = Number(count);
    const isSample = of === "sample";
    this.of.textContent = isSample ? `a sample of ${grouped(elements)} elements` : `all ${grouped(elements)} elements`;
    this.all.hidden = !isSample;
    this.table.replaceChildren(...(values.fields ? fieldRows(values.fields) : valueRows(values)));
    this.context.announce(`Statistics of ${this.of.textContent}.`);
  }

  destroy() {
    this.controller?.abort();
  }
}

/**
 * Reads JSON with its numbers as they are written, since 64-bit integers are no JavaScript numbers.
 *
 * @param {string} text
 */
const exact = (text) => JSON.parse(text, /** @type {any} */ ((key, value, context) =>
    typeof value === "number" ? new Written(context?.source ?? String(value)) : value));

/** The text of a number. */
class Written {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** A row for each key. @param {Object<string, any>} values */
const valueRows = (values) => Object.entries(values).filter(([key]) => !KNOWN.includes(key)).map(([key, value]) =>
    h("tr", {}, h("th", {scope: "row", "data-key": key}, TITLES[key] ?? key), h("td", {}, valueText(value))));

/** A row for each field, and a column for each key. @param {Array<Object<string, any>>} fields */
function fieldRows(fields) {
  const keys = [...new Set([...Object.keys(TITLES), ...fields.flatMap((field) => Object.keys(field))])]
      .filter((key) => !["name", ...KNOWN].includes(key) && fields.some((field) => key in field));
  const head = h("tr", {}, h("th", {scope: "col"}, "field"),
      ...keys.map((key) => h("th", {scope: "col", "data-key": key}, TITLES[key] ?? key)));
  return [head, ...fields.map((field) => h("tr", {}, h("th", {scope: "row"}, field.name),
      ...keys.map((key) => h("td", {}, key in field ? valueText(field[key]) : ""))))];
}

/** @param {any} value */
function valueText(value) {
  if (Array.isArray(value) && value.length === 2 && value.every((part) => part instanceof Written)) {
    return `${value[0]}${value[1].text.startsWith("-") ? "" : "+"}${value[1]}j`;
  }
  return value === null ? "none" : typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}

/**
 * @param {HTMLElement} element
 * @param {import("./views.js").Context} context
 * @returns {import("./views.js").Pane}
 */
export const mount = (element, context) => new Statistics(element, context);
